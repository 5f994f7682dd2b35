import Foundation
import HTTP
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .waiting) struct RefusalTests {
  private func served(
    limits change: (inout HTTPLimits) -> Void, _ fill: (inout Router) -> Void
  ) throws -> Served {
    var limits = HTTPLimits()
    change(&limits)
    var router = Router.echo()
    fill(&router)
    return try Served(router, limits)
  }

  private func served(limits change: (inout HTTPLimits) -> Void) throws -> Served {
    try served(limits: change) { _ in }
  }

  private func served(_ fill: (inout Router) -> Void = { _ in }) throws -> Served {
    try served(limits: { _ in }, fill)
  }

  @Test func `who may not in is told before the body, and hears it while still sending`()
    async throws
  {
    let reached = Mark()
    let served = try served { router in
      router.group(
        "/secret",
        admit: { head, info in
          guard head.headers["Key"] == "right" else {
            return .text(401, "\(info.method.name) \(info.pattern) \(info.parameters["id"])")
          }
          return nil
        }
      ) { group in
        group.on(.post, "/{id}", options: RouteOptions(bodyLimit: 1 << 30)) { request, _ in
          reached.set()
          return .text(200, "in")
        }
      }
    }
    let text = "POST /secret/{id} 7"
    let (large, small, waiting, right) = try await served.client { client in
      let other = try RawClient(served.port)
      try other.send("POST /secret/7 HTTP/1.1\r\nHost: x\r\nContent-Length: 500000000\r\n\r\n")
      // A client that sends all it has before it listens, as most do.
      for _ in 0..<300 { try other.send([UInt8](repeating: 1, count: 100_000)) }
      let large = try other.answer()
      let small = try client.ask("POST", "/secret/7", body: [1, 2, 3])
      let right = try client.ask("POST", "/secret/7", "Key: right\r\n", body: [1, 2, 3])
      try client.send(
        "POST /secret/7 HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n")
      let waiting = try client.receive(through: "\r\n")
      return (large, small, waiting, right)
    }
    #expect(large.status == 401 && large.text == text && large["Connection"] == "close")
    #expect(small.status == 401 && small.text == text)
    #expect(right.text == "in" && reached.value && waiting.hasPrefix("HTTP/1.1 401 "))
    let records = try await served.records(atLeast: 4)
    #expect(records.map(\.status).filter { $0 == 401 }.count == 3)
    #expect(records.allSatisfy { $0.route == "/secret/{id}" && $0.bytesReceived < 1000 })
    await served.server.stop()
  }

  @Test func `a body beyond its limit is refused, announced or not`() async throws {
    let served = try served(limits: { $0.bodyBytes = 1000 }) { router in
      router.on(.post, "/small") { request, _ in .text(200, "in") }
    }
    let statuses = try await blocking {
      var statuses: [Int] = []
      for size in [1000, 1001, 5_000_000] {
        let body = [UInt8](repeating: 1, count: size)
        statuses.append(try RawClient(served.port).ask("POST", "/small", body: body).status)
        let client = try RawClient(served.port)
        try client.send(
          Array("POST /small HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
            + Array("\(String(size, radix: 16))\r\n".utf8) + body + Array("\r\n0\r\n\r\n".utf8))
        statuses.append(try client.answer().status)
      }
      return statuses
    }
    #expect(statuses == [200, 200, 413, 413, 413, 413])
    await served.server.stop()
  }

  @Test func `a head beyond its limits is refused`() async throws {
    let served = try served(limits: { limits in
      (limits.headBytes, limits.targetBytes) = (4000, 2000)
    })
    let answers = try await blocking {
      try [
        ("/hello?" + String(repeating: "a", count: 2000), ""),
        ("/hello", "A: " + String(repeating: "b", count: 4000) + "\r\n"),
        ("/hello", (0..<400).map { "A\($0): bcdef\r\n" }.joined()),
        ("/hello?" + String(repeating: "a", count: 1993), ""),
      ].map { try RawClient(served.port).ask("GET", $0, $1) }
    }
    #expect(answers.map(\.status) == [414, 431, 431, 200])
    #expect(answers[0].text.hasPrefix("target_too_long"))
    #expect(answers[1].text.hasPrefix("headers_too_large"))
    // Far beyond, libmicrohttpd says so itself.
    let far = try await blocking {
      let client = try RawClient(served.port)
      try client.send(
        "GET /hello HTTP/1.1\r\nHost: x\r\nA: " + String(repeating: "b", count: 90_000))
      return String(decoding: try client.receive(), as: UTF8.self)
    }
    #expect(far.hasPrefix("HTTP/1.1 431 ") || far.hasPrefix("HTTP/1.1 413 "))
    await served.server.stop()
  }

  @Test func `a request that comes drop by drop is ended`() async throws {
    let served = try served(limits: { limits in
      (limits.head, limits.body, limits.bodyRate) = (.milliseconds(600), .milliseconds(600), 1000)
    })
    let (head, body, fast) = try await blocking {
      let head = try RawClient(served.port)
      let body = try RawClient(served.port)
      let fast = try RawClient(served.port)
      try body.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
      try fast.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3000\r\n\r\n")
      let text = Array("GET /hello HTTP/1.1\r\nHost: x\r\nA: bbbbbbbbbbbbbbbbbb".utf8)
      for index in 0..<15 {
        // Who is cut off may hear of it at any of these.
        try? head.send([text[index]])
        try? body.send([65])
        try fast.send([UInt8](repeating: 65, count: 200))
        usleep(100_000)
      }
      return (try head.answer(), try body.answer(), try fast.answer())
    }
    #expect(head.status == 408 && body.status == 408 && fast.status == 200)
    #expect(head.text.hasPrefix("request_timeout") && body["Connection"] == "close")
    let records = try await served.records(atLeast: 3)
    #expect(records.contains { $0.status == 408 && $0.method == nil })
    #expect(records.contains { $0.status == 408 && $0.route == "/echo" && $0.bytesReceived > 0 })
    await served.server.stop()
  }

  @Test func `an idle connection is closed, one that waits for its answer is not`() async throws {
    let served = try served(limits: { $0.idle = .milliseconds(500) }) { router in
      router.on(.get, "/slow") { _, _ in
        try await Task.sleep(for: .milliseconds(1500))
        return .text(200, "slow")
      }
    }
    let port = served.port
    let (slow, isClosed, isFreshClosed) = try await blocking {
      let (used, fresh) = (try RawClient(port), try RawClient(port))
      let slow = try used.ask("GET", "/slow")
      return (slow, try used.isClosed(), try fresh.isClosed())
    }
    #expect(slow.text == "slow" && isClosed && isFreshClosed)
    await served.server.stop()
  }

  @Test(arguments: [true, false])
  func `one connection too many is refused, and let in again later`(byAddress: Bool) async throws {
    let served = try served(limits: { limits in
      limits.connections = byAddress ? 100 : 3
      limits.connectionsPerAddress = byAddress ? 3 : 100
    })
    let port = served.port
    let (refused, welcome) = try await blocking {
      var open = try (0..<3).map { _ in try RawClient(port) }
      for client in open { _ = try client.ask("GET", "/hello") }
      let refused = try RawClient(port).ask("GET", "/hello")
      open = []
      var welcome: RawClient.Answer?
      try waitFor {
        welcome = try? RawClient(port).ask("GET", "/hello")
        return welcome?.status == 200
      }
      return (refused, welcome)
    }
    #expect(refused.status == 503 && refused.text.hasPrefix("unavailable"))
    #expect(welcome?.text == "hello")
    await served.server.stop()
  }

  @Test func `an upload that breaks off leaves nothing behind`() async throws {
    let served = try served()
    for isReset in [true, false] {
      try await served.client { client in
        try client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n")
        try client.send([UInt8](repeating: 1, count: 3_000_000))
        try waitFor { try !served.spooled().isEmpty }
        if isReset { client.reset() }
      }
      try await eventually { try served.spooled().isEmpty }
    }
    let records = try await served.records(atLeast: 2)
    #expect(records.allSatisfy { $0.status == nil && !$0.isWhole && $0.bytesReceived > 0 })
    await served.server.stop()
  }

  @Test func `a client that closes its half gets its answer`() async throws {
    let served = try served { router in
      router.on(.get, "/slow") { _, _ in
        try? await Task.sleep(for: .milliseconds(400))
        return .text(200, "slow")
      }
    }
    let bytes = try await served.client { client in
      try client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
      client.finishSending()
      return try client.receiveAll()
    }
    #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("\r\n\r\nslow"))
    await served.server.stop()
  }
}
