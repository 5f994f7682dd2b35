import Foundation
import HTTP
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .waiting) struct AnsweringTests {
  private struct Unexpected: Error {}

  private func served(_ fill: (inout Router) -> Void) throws -> Served {
    var router = Router.plain()
    fill(&router)
    return try Served(router)
  }

  @Test func `HEAD is GET without a body, OPTIONS and 405 say what is allowed`() async throws {
    let served = try served { router in
      router.on(.get, "/a/{id}") { _, parameters in .text(200, parameters["id"]) }
      router.on(.delete, "/a/{id}") { _, _ in Response(204) }
    }
    let answers = try await served.client { client in
      try ["HEAD", "OPTIONS", "PUT", "TRACE", "DELETE", "GET"].map {
        try client.ask($0, "/a/%C3%A9")
      }
        + [try client.ask("GET", "/b")]
    }
    let allowed = "DELETE, GET, HEAD, OPTIONS"
    #expect(answers.map(\.status) == [200, 204, 405, 405, 204, 200, 404])
    #expect(answers[0]["Content-Length"] == "2" && answers[5].text == "é")
    #expect(answers[1]["Allow"] == allowed && answers[2]["Allow"] == allowed)
    #expect(
      answers[2].text.hasPrefix("method_not_allowed ") && answers[6].text.hasPrefix("not_found"))
    await served.server.stop()
  }

  @Test func `what a handler throws becomes an answer`() async throws {
    let served = try served { router in
      router.on(.get, "/bug") { _, _ in throw Unexpected() }
      router.on(.get, "/problem") { _, _ in throw Problem(.unavailable, "not now") }
      router.on(.get, "/split") { _, _ in .text(200, "").with("X", "a\r\nSet-Cookie: b") }
      router.on(.get, "/name") { _, _ in .text(200, "").with("X:", "a") }
      router.on(.get, "/status") { _, _ in Response(99) }
      router.on(.get, "/file") { _, _ in Response(200, .file(FileBody(path: "/nonexistent"))) }
      router.on(.get, "/folder") { _, _ in Response(200, .file(FileBody(path: "/tmp"))) }
    }
    for (path, text) in [
      ("bug", "internal_error Something went wrong here."), ("problem", "unavailable not now"),
      ("split", "internal_error The answer could not be made."),
      ("name", "internal_error The answer could not be made."),
      ("status", "internal_error The answer could not be made."),
      ("file", "internal_error The answer could not be made."),
      ("folder", "internal_error The answer could not be made."),
    ] {
      let answer = try await served.client { try $0.ask("GET", "/\(path)") }
      #expect(answer.status == (path == "problem" ? 503 : 500) && answer.text == text)
      #expect(answer["Set-Cookie"] == nil)
    }
    await served.server.stop()
  }

  @Test func `repeated fields of a request and of an answer stay apart and in order`() async throws
  {
    let served = try served { router in
      router.on(.get, "/") { request, _ in
        var response = Response.text(
          200, request.head.headers.values(of: "x-a").joined(separator: "|"))
        response.headers.add("X-B", "1")
        response.headers.add("X-C", "é")
        response.headers.add("X-B", "2")
        return response
      }
    }
    let answer = try await served.client {
      try $0.ask("GET", "/", "X-A: 1\r\nx-a: 2, 3\r\nX-a:\r\n")
    }
    #expect(answer.text == "1|2, 3|")
    #expect(answer.headers.filter { $0.name.hasPrefix("X-") }.map(\.value) == ["1", "é", "2"])
    await served.server.stop()
  }

  @Test(arguments: [
    ("gzip", true), ("deflate, gzip;q=0.5", true), ("*", true), ("GZIP", true),
    ("gzip;q=0", false), ("identity", false), ("", false), ("gzip;q=0.1, identity;q=0.5", false),
    ("*;q=0", false), ("br", false), ("gzip;q=x", false),
  ])
  func `a long text is compressed where the client takes that`(
    accepted: String, isPacked: Bool
  ) async throws {
    let text = String(repeating: "{\"a\": 1}\n", count: 60_000)
    let served = try served { router in
      router.on(.get, "/long") { _, _ in
        Response(200, type: "application/json; charset=utf-8", .bytes(Array(text.utf8)))
      }
      router.on(.get, "/short") { _, _ in
        Response(200, type: "application/json", .bytes([123, 125]))
      }
      router.on(.get, "/film") { _, _ in
        Response(200, type: "video/mp4", .bytes(Array(text.utf8)))
      }
      router.on(.get, "/events") { _, _ in .events { try await $0.send(data: text) } }
    }
    let fields = "Accept-Encoding: \(accepted)\r\n"
    let answers = try await served.client { client in
      try ["/long", "/short", "/film", "/events"].map { try client.ask("GET", $0, fields) }
    }
    #expect((answers[0]["Content-Encoding"] == "gzip") == isPacked)
    #expect(answers[0]["Vary"] == "Accept-Encoding")
    for other in answers.dropFirst() { #expect(other["Content-Encoding"] == nil) }
    if isPacked {
      #expect(answers[0].body.count < 10_000)
      let folder = URL(filePath: served.spool).appending(path: "packed.gz")
      try Data(answers[0].body).write(to: folder)
      let unpacked = try python(
        "import gzip,sys; sys.stdout.write(gzip.open('\(folder.path)').read().decode())")
      #expect(unpacked == Array(text.utf8))
    } else {
      #expect(answers[0].text == text)
    }
    await served.server.stop()
  }

  @Test func `a file is given whole, in part, or not again`() async throws {
    let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 13 >> 3) }
    let path = FileManager.default.temporaryDirectory
      .appending(path: "http-\(UInt64.random(in: 0 ... .max))").path
    try Data(content).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let served = try served { router in
      router.on(.get, "/f") { _, _ in
        Response(200, type: "video/mp4", .file(FileBody(path: path)))
      }
    }
    let whole = try await served.client { try $0.ask("GET", "/f") }
    #expect(whole.status == 200 && whole.body == content && whole["Accept-Ranges"] == "bytes")
    let tag = try #require(whole["ETag"])
    let date = try #require(whole["Last-Modified"])
    #expect(tag.hasPrefix("\"") && tag.hasSuffix("\"") && date.hasSuffix("GMT"))
    let cases: [(String, Int, Range<Int>?)] = [
      ("Range: bytes=0-0", 206, 0..<1), ("Range: bytes=100-", 206, 100..<200_000),
      ("Range: bytes=-5", 206, 199_995..<200_000), ("Range: bytes=5-999999", 206, 5..<200_000),
      ("Range: bytes=200000-", 416, nil), ("Range: bytes=-0", 416, nil),
      ("Range: bytes=0-1,5-6", 200, 0..<200_000), ("Range: bytes=9-1", 200, 0..<200_000),
      ("Range: bytes=1-2\r\nIf-Range: \(tag)", 206, 1..<3),
      ("Range: bytes=1-2\r\nIf-Range: \(date)", 206, 1..<3),
      ("Range: bytes=1-2\r\nIf-Range: \"other\"", 200, 0..<200_000),
      ("Range: bytes=1-2\r\nIf-Range: W/\(tag)", 200, 0..<200_000),
      ("If-None-Match: \(tag)", 304, nil), ("If-None-Match: \"x\", W/\(tag)", 304, nil),
      ("If-None-Match: *", 304, nil), ("If-None-Match: \"x\"", 200, 0..<200_000),
      ("If-Modified-Since: \(date)", 304, nil),
      ("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT", 200, 0..<200_000),
      ("If-None-Match: \"x\"\r\nIf-Modified-Since: \(date)", 200, 0..<200_000),
      ("If-None-Match: \(tag)\r\nRange: bytes=1-2", 304, nil),
    ]
    for (fields, status, range) in cases {
      let (answer, head) = try await served.client { client in
        (
          try client.ask("GET", "/f", fields + "\r\n"),
          try client.ask("HEAD", "/f", fields + "\r\n")
        )
      }
      #expect(answer.status == status, "\(fields)")
      #expect(answer.body == range.map { Array(content[$0]) } ?? [], "\(fields)")
      // Ranges are for GET alone.
      #expect(head.status == (status == 206 || status == 416 ? 200 : status), "\(fields)")
      if status == 206, let range {
        let text = "bytes \(range.lowerBound)-\(range.upperBound - 1)/200000"
        #expect(answer["Content-Range"] == text)
      }
      if status == 416 { #expect(answer["Content-Range"] == "bytes */200000") }
      if status == 304 { #expect(answer["ETag"] == tag) }
    }
    await served.server.stop()
  }

  @Test func `an old client is answered in its own way`() async throws {
    let served = try served { router in
      router.on(.get, "/") { _, _ in .text(200, "old") }
      router.on(.get, "/lines") { _, _ in
        .lines { for word in ["a", "b"] { try await $0.send(word) } }
      }
    }
    let (plain, lines) = try await served.client { client in
      try client.send("GET / HTTP/1.0\r\nConnection: close\r\n\r\n")
      let plain = try client.receiveAll()
      let other = try RawClient(served.port)
      try other.send("GET /lines HTTP/1.0\r\n\r\n")
      return (plain, try other.receiveAll())
    }
    #expect(String(decoding: plain, as: UTF8.self).hasSuffix("\r\n\r\nold"))
    let text = String(decoding: lines, as: UTF8.self)
    #expect(text.hasSuffix("\r\n\r\na\nb\n") && !text.contains("chunked"))
    await served.server.stop()
  }
}
