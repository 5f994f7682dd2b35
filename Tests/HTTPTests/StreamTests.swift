import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing

/// A mark that one thread sets and another waits for.
final class Mark: Sendable {
  private let isSet = Atomic(false)
  func set() { isSet.store(true, ordering: .sequentiallyConsistent) }
  var value: Bool { isSet.load(ordering: .sequentiallyConsistent) }
}

/// A number that counts up.
final class Counter: Sendable {
  private let count = Atomic(0)
  @discardableResult func add(_ more: Int = 1) -> Int {
    count.add(more, ordering: .sequentiallyConsistent).newValue
  }
  var value: Int { count.load(ordering: .sequentiallyConsistent) }
}

@Suite(.timeLimit(.minutes(40)), .waiting) struct StreamTests {
  private func served(
    _ change: (inout HTTPLimits) -> Void = { _ in }, _ handler: @escaping Handler
  ) throws -> Served {
    var limits = HTTPLimits()
    change(&limits)
    var router = Router.plain()
    router.on(.get, "/", handler)
    return try Served(router, limits)
  }

  private let request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

  @Test func `events come as they are sent, whatever is in them`() async throws {
    let served = try served { _, _ in
      .events { events in
        try await events.send(event: "made", id: "7", data: "one\ntwo\r\nthree\rfour")
        try await events.sendComment("still\nhere")
        try await events.send(data: "")
        await #expect(throws: HTTPError.self) { try await events.send(event: "a\nb", data: "") }
        await #expect(throws: HTTPError.self) { try await events.send(id: "a\r", data: "") }
      }
    }
    let answer = try await served.client { try $0.ask("GET", "/") }
    #expect(
      answer.text == "event: made\nid: 7\ndata: one\ndata: two\ndata: three\ndata: four\n\n"
        + ": still\n: here\n\ndata: \n\n")
    #expect(answer["Content-Type"] == "text/event-stream" && answer["Cache-Control"] == "no-store")
    await served.server.stop()
  }

  @Test func `an event arrives while the next is not there yet, and silence is filled`()
    async throws
  {
    let go = Mark()
    let served = try served { _, _ in
      .events(keepAlive: .milliseconds(50), comment: "ping") { events in
        try await events.send(data: "first")
        while !go.value { try await Task.sleep(for: .milliseconds(5)) }
        try await events.send(data: "second")
      }
    }
    let request = request
    try await served.client { client in
      try client.send(request)
      _ = try client.receive(through: "data: first\n\n")
      _ = try client.receive(through: ": ping\n\n")
      go.set()
      _ = try client.receive(through: "data: second\n\n")
      _ = try client.receive(through: "0\r\n\r\n")
      let next = try client.ask("HEAD", "/")
      guard next.status == 200 else { throw NeverHappened() }
    }
    await served.server.stop()
  }

  @Test func `lines are lines`() async throws {
    let served = try served { _, _ in
      .lines { lines in
        try await lines.send(#"{"a":1}"#)
        await #expect(throws: HTTPError.self) { try await lines.send("a\nb") }
        try await lines.send("")
      }
    }
    let answer = try await served.client { try $0.ask("GET", "/") }
    #expect(answer.text == "{\"a\":1}\n\n" && answer["Content-Type"] == "application/x-ndjson")
    await served.server.stop()
  }

  @Test func `a client that does not read holds the writer back, and loses nothing`() async throws {
    let (total, written) = (30_000_000, Counter())
    let served = try served { _, _ in
      Response(
        200, type: "application/octet-stream",
        .stream { stream in
          var number = 0
          while number < total {
            try await stream.write((number..<number + 10_000).map { UInt8(truncatingIfNeeded: $0) })
            number += 10_000
            written.add(10_000)
          }
        })
    }
    let port = served.port
    let request = request
    let isRight = try await blocking {
      let client = try RawClient(port, receiveBuffer: 4096)
      try client.send(request)
      var last = -1
      while written.value != last || last == 0 {
        last = written.value
        usleep(300_000)
      }
      // What the system's own buffers take comes on top of ours.
      guard last < total / 2 else { return false }
      let body = try client.answer().body
      return body.count == total
        && body.enumerated().allSatisfy { $0.element == UInt8(truncatingIfNeeded: $0.offset) }
    }
    #expect(isRight)
    let record = try #require(try await served.records(atLeast: 1).first)
    #expect(record.bytesSent == Int64(total) && record.isWhole)
    await served.server.stop()
  }

  @Test func `one large write is cut into pieces that wait`() async throws {
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 >> 4) }
    let served = try served { _, _ in Response(200, .stream { try await $0.write(bytes) }) }
    let answer = try await served.client { try $0.ask("GET", "/") }
    #expect(answer.body == bytes)
    await served.server.stop()
  }

  @Test(arguments: [true, false])
  func `a client that goes is noticed at once, writing or not`(isWriting: Bool) async throws {
    let (begun, ended) = (Mark(), Mark())
    let served = try served { _, _ in
      Response(
        200, type: "text/plain",
        .stream { stream in
          defer { ended.set() }
          try await stream.write("begun\n")
          begun.set()
          if isWriting {
            while true { try await stream.write([UInt8](repeating: 65, count: 50_000)) }
          } else {
            try await Task.sleep(for: .seconds(1000))
          }
        })
    }
    let request = request
    try await served.client { client in
      try client.send(request)
      _ = try client.receive(through: "begun\n")
    }
    try await eventually { ended.value }
    #expect(begun.value)
    let record = try #require(try await served.records(atLeast: 1).first)
    #expect(!record.isWhole && record.status == 200)
    await served.server.stop()
  }

  @Test func `a handler is cancelled when its client goes before the answer`() async throws {
    let (begun, ended) = (Mark(), Mark())
    let served = try served { _, _ in
      begun.set()
      defer { ended.set() }
      try await Task.sleep(for: .seconds(1000))
      return .text(200, "late")
    }
    let request = request
    try await served.client { client in
      try client.send(request)
      try waitFor { begun.value }
      client.reset()
    }
    try await eventually { ended.value }
    await served.server.stop()
  }

  @Test func `a stream that fails ends in a way that the client can tell`() async throws {
    let served = try served { _, _ in
      Response(
        200,
        .stream { stream in
          try await stream.write("part")
          throw NeverHappened()
        })
    }
    let request = request
    let bytes = try await served.client { client in
      try client.send(request)
      return try client.receiveAll()
    }
    #expect(!String(decoding: bytes, as: UTF8.self).hasSuffix("0\r\n\r\n"))
    await served.server.stop()
  }

  @Test func `too many streams are refused, and there is room again afterwards`() async throws {
    let served = try served({ $0.streams = 2 }) { _, _ in
      .events { events in
        try await events.send(data: "x")
        try await Task.sleep(for: .seconds(1000))
      }
    }
    let port = served.port
    let request = request
    try await blocking {
      let open = try (0..<2).map { _ in try RawClient(port) }
      for client in open {
        try client.send(request)
        _ = try client.receive(through: "data: x\n\n")
      }
      guard try RawClient(port).ask("GET", "/").status == 503 else { throw NeverHappened() }
    }
    _ = try await served.records(atLeast: 3)
    try await served.client { client in
      try client.send(request)
      _ = try client.receive(through: "data: x\n\n")
    }
    await served.server.stop()
  }

  @Test func `three hundred quiet streams are told the same thing`() async throws {
    let (go, open) = (Mark(), Counter())
    let served = try served { _, _ in
      .events { events in
        try await events.send(data: "hello")
        open.add()
        while !go.value { try await Task.sleep(for: .milliseconds(50)) }
        try await events.send(data: "bye")
      }
    }
    let port = served.port
    let request = request
    let count = try await blocking {
      let clients = try (0..<300).map { _ in try RawClient(port) }
      for client in clients { try client.send(request) }
      try waitFor { open.value == 300 }
      go.set()
      return try clients.count { try $0.receive(through: "bye\n\n").contains("data: hello\n\n") }
    }
    #expect(count == 300)
    await served.server.stop()
  }
}
