import FoundationEssentials
import HTTP
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .waiting) struct ServingTests {
  @Test func `a request is answered, and the next on the same connection`() async throws {
    let served = try Served(.echo())
    let answers = try await served.client { client in
      try (0..<3).map { _ in try client.ask("GET", "/hello") }
    }
    for answer in answers {
      #expect(answer.status == 200 && answer.text == "hello")
      #expect(answer["Content-Type"] == "text/plain; charset=utf-8")
      #expect(answer["Content-Length"] == "5" && answer["Date"] != nil)
    }
    let record = try #require(try await served.records(atLeast: 3).first)
    #expect(record.method == .get && record.route == "/hello" && record.status == 200)
    #expect(record.isWhole && record.bytesSent == 5 && record.bytesReceived == 0)
    #expect(record.remoteAddress == "127.0.0.1")
    await served.server.stop()
  }

  @Test func `requests that are sent at once are answered in their order`() async throws {
    let served = try Served(.echo())
    let texts = try await served.client { client in
      try client.send(
        "GET /hello HTTP/1.1\r\nHost: x\r\n\r\nPOST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
          + "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n")
      return try (0..<3).map { _ in try client.answer().text }
    }
    #expect(texts[0] == "hello" && texts[1].hasPrefix("POST bytes 3") && texts[2] == "GET none 0 0")
    await served.server.stop()
  }

  @Test func `another file is made of a large body, and goes with whoever holds it`()
    async throws
  {
    var router = Router.plain()
    router.on(.post, "/") { request, _ in
      guard case .file(let file) = request.body else { return .text(500, "no file") }
      let made = try await file.rewritten(0) { pieces, piece in
        pieces += 1
        return piece.isEmpty ? [0xFF] : piece.filter { $0 % 2 == 0 }
      }
      let bytes = try await RequestBody.file(made.file).bytes()
      return .text(200, "\(made.knowledge) \(bytes.count) \(echoSum(bytes))")
    }
    let served = try Served(router)
    let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 3) }
    let answer = try await served.client { try $0.ask("POST", "/", body: body) }
    let expected = body.filter { $0 % 2 == 0 } + [0xFF]
    #expect(answer.text == "4 \(expected.count) \(echoSum(expected))")
    await served.server.stop()
    #expect(try served.spooled() == [])
  }

  @Test(arguments: [1, 1000, 262_144, 262_145, 3_000_000, 30_000_000])
  func `a body arrives whole, small in memory and large on disk`(size: Int) async throws {
    let served = try Served(.echo())
    let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 3) }
    let kind = size > 256 << 10 ? "file" : "bytes"
    let expected = "POST \(kind) \(size) \(echoSum(body))"
    let (plain, chunked, waiting) = try await served.client { client in
      let plain = try client.ask("POST", "/echo", body: body)
      try client.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
      for place in stride(from: 0, to: size, by: 100_000) {
        let piece = body[place..<min(size, place + 100_000)]
        try client.send(Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + [13, 10])
      }
      try client.send("0\r\n\r\n")
      let chunked = try client.answer()
      try client.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: \(size)\r\nExpect: 100-continue\r\n\r\n")
      let leave = try client.receive(through: "\r\n\r\n")
      guard leave.hasPrefix("HTTP/1.1 100 ") else { throw RawClient.Failure(description: leave) }
      try client.send(body)
      return (plain, chunked, try client.answer())
    }
    #expect(plain.text == expected && chunked.text == expected && waiting.text == expected)
    try await eventually { try served.spooled().isEmpty }
    await served.server.stop()
  }

  @Test func `IPv6 is spoken, and IPv4 at the same door`() async throws {
    let served = try Served(.echo(), address: "::")
    let port = served.port
    let (six, four) = try await blocking {
      try (
        RawClient(port, v6: true).ask("GET", "/hello"), RawClient(port).ask("GET", "/hello")
      )
    }
    #expect(six.text == "hello" && four.text == "hello")
    let addresses = try await served.records(atLeast: 2).map(\.remoteAddress)
    #expect(Set(addresses) == ["::1", "127.0.0.1"])
    await served.server.stop()
  }

  @Test func `an address in use, or none of ours, is an error that says so`() async throws {
    let served = try Served(.echo())
    func failure(_ address: String, _ port: UInt16) -> HTTPError.Code? {
      do throws(HTTPError) {
        _ = try HTTPServer.start(
          address: address, port: port, spool: served.spool, router: .echo())
        return nil
      } catch {
        return error.code
      }
    }
    #expect(failure("127.0.0.1", served.port) == .addressInUse)
    #expect(failure("192.0.2.1", 0) == .badAddress)
    #expect(failure("no address", 0) == .badAddress)
    await served.server.stop()
    #expect(failure("127.0.0.1", served.port) == nil)
  }

  @Test func `a spool that is not there is an error, and leavings in one are removed`() throws {
    #expect(throws: HTTPError.self) {
      try HTTPServer.start(port: 0, spool: "/nonexistent/spool", router: .echo())
    }
    let served = try Served(.echo())
    let (old, other) = ("\(served.spool)/body-old", "\(served.spool)/other")
    for path in [old, other] { _ = FileManager.default.createFile(atPath: path, contents: Data()) }
    _ = try HTTPServer.start(port: 0, spool: served.spool, router: .echo())
    #expect(try served.spooled() == ["other"])
  }
}
