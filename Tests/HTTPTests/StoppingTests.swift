import Foundation
import HTTP
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .waiting) struct StoppingTests {
  private let request = "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"

  @Test func `what runs may finish, what is idle is closed, and nobody gets in`() async throws {
    let (begun, go) = (Mark(), Mark())
    var router = Router.echo()
    router.on(.get, "/slow") { _, _ in
      begun.set()
      while !go.value { try await Task.sleep(for: .milliseconds(5)) }
      return .text(200, "slow")
    }
    let served = try Served(router)
    let (port, request) = (served.port, request)
    let waiting = Task {
      try await blocking {
        let (idle, busy) = (try RawClient(port), try RawClient(port))
        _ = try idle.ask("GET", "/hello")
        try busy.send(request)
        let isClosed = try idle.isClosed()
        // The door is shut by then.
        let isRefused = (try? RawClient(port)) == nil
        go.set()
        return (isClosed, isRefused, try busy.answer(), try busy.isClosed())
      }
    }
    try await eventually { begun.value }
    await served.server.stop(within: .seconds(20))
    let (isClosed, isRefused, answer, isOver) = try await waiting.value
    #expect(isClosed && isRefused && isOver)
    #expect(answer.text == "slow" && answer["Connection"] == "close")
  }

  @Test func `streams are told to end, and end as they should`() async throws {
    var router = Router.plain()
    router.on(.get, "/slow") { _, _ in
      .events { events in
        try await events.send(data: "begun")
        while true { try await Task.sleep(for: .seconds(10_000)) }
      }
    }
    let served = try Served(router)
    let (port, request, begun) = (served.port, request, Mark())
    let waiting = Task {
      try await blocking {
        let client = try RawClient(port)
        try client.send(request)
        _ = try client.receive(through: "begun\n\n")
        begun.set()
        return try client.receive(through: "0\r\n\r\n")
      }
    }
    try await eventually { begun.value }
    // Had it waited so long, the suite's own time would be over.
    await served.server.stop(within: .seconds(10_000))
    _ = try await waiting.value
    let record = try #require(try await served.records(atLeast: 1).first)
    #expect(record.isWhole)
  }

  @Test func `what does not finish in time is cut`() async throws {
    let (begun, ended) = (Mark(), Mark())
    var router = Router.plain()
    router.on(.get, "/slow") { _, _ in
      begun.set()
      defer { ended.set() }
      try await Task.sleep(for: .seconds(10_000))
      return .text(200, "slow")
    }
    let served = try Served(router)
    let (port, request) = (served.port, request)
    let waiting = Task {
      try await blocking {
        let client = try RawClient(port)
        try client.send(request)
        return (try? client.isClosed()) ?? true
      }
    }
    try await eventually { begun.value }
    await served.server.stop(within: .milliseconds(200))
    #expect(try await waiting.value)
    try await eventually { ended.value }
    await served.server.stop()
  }

  @Test func `a server ends in the midst of everything, again and again`() async throws {
    for round in 0..<12 {
      var router = Router.echo()
      router.on(.get, "/events") { _, _ in
        .events(keepAlive: .milliseconds(3)) { events in
          while true { try await events.send(data: String(repeating: "x", count: 5000)) }
        }
      }
      router.on(.get, "/never") { _, _ in
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
          DispatchQueue.global().asyncAfter(deadline: .now() + 0.3) { continuation.resume() }
        }
        return .text(200, "much later")
      }
      let served = try Served(router)
      let port = served.port
      let clients = (0..<8).map { number in
        Task {
          try? await blocking {
            let client = try RawClient(port)
            switch number % 4 {
            case 0: while true { _ = try client.ask("GET", "/hello") }
            case 1:
              try client.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n")
              _ = try client.receiveAll()
            case 2:
              try client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 90000000\r\n\r\n")
              while true { try client.send([UInt8](repeating: 1, count: 100_000)) }
            default: _ = try client.ask("GET", "/never")
            }
          }
        }
      }
      try await Task.sleep(for: .milliseconds(5 + round * 7))
      await served.server.stop(within: .milliseconds(round % 3 * 20))
      for client in clients { await client.value }
      try await eventually { try served.spooled().isEmpty }
    }
  }
}
