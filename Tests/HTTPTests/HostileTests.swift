import HTTP
import TestSupport
import Testing

/// Bytes that no honest client sends, and the statuses that may answer them; none for a closed connection.
///
/// There are several where versions of libmicrohttpd, from 0.9.75 to 1.0.1, differ.
struct HostileInput: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  let allowed: Set<Int?>

  init(_ name: String, _ text: String, _ allowed: Int?...) {
    self.init(name, bytes: Array(text.utf8), allowed)
  }

  init(_ name: String, bytes: [UInt8], _ allowed: [Int?]) {
    (self.name, self.bytes, self.allowed) = (name, bytes, Set(allowed))
  }

  var testDescription: String { name }

  private static func get(_ target: String) -> String {
    "GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n"
  }
  private static func post(_ fields: String, _ body: String = "") -> String {
    "POST /echo HTTP/1.1\r\nHost: x\r\n\(fields)\r\n\(body)"
  }
  private static func form(_ body: String, type: String = "multipart/form-data; boundary=b")
    -> String
  {
    "POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }
  private static let long = String(repeating: "a", count: 300_000)

  static let all: [HostileInput] = [
    HostileInput("nothing", "", nil),
    HostileInput("blank lines", "\r\n\r\n\r\n\r\n", nil, 400, 408),
    HostileInput("no words", "\u{1}\u{2}\u{3}\r\n\r\n", nil, 400, 505),
    HostileInput("one word", "GET\r\n\r\n", nil, 400, 505),
    HostileInput("HTTP/0.9", "GET /hello\r\n\r\n", nil, 400, 505),
    HostileInput("HTTP/2.0", "GET /hello HTTP/2.0\r\nHost: x\r\n\r\n", nil, 400, 505),
    HostileInput("HTTP/1.9", "GET /hello HTTP/1.9\r\nHost: x\r\n\r\n", nil, 400, 505),
    HostileInput("HTTP/1.12", "GET /hello HTTP/1.12\r\nHost: x\r\n\r\n", nil, 400, 505),
    HostileInput("another protocol", "GET /hello FTP/1.1\r\nHost: x\r\n\r\n", nil, 400, 505),
    HostileInput("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", nil, 400, 505),
    HostileInput(
      "TLS", bytes: [22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3] + Array("\r\n\r\n".utf8), [nil, 400, 505]),
    HostileInput(
      "zeros", bytes: Array(repeating: 0, count: 100) + Array("\r\n\r\n".utf8),
      [nil, 400, 408, 505]),
    HostileInput("a blank in the path", get("/hel lo"), nil, 301, 400, 505),
    HostileInput("a tab in the path", get("/hel\tlo"), nil, 301, 400, 505),
    HostileInput("no slash", get("hello"), 400),
    HostileInput("a star", get("*"), 400),
    HostileInput("a proxy's request", "CONNECT host:443 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    HostileInput("a bad escape", get("/%zz"), 400),
    HostileInput("half an escape", get("/hello%2"), 400),
    HostileInput("a zero", get("/hello%00"), 400),
    HostileInput("bad UTF-8", get("/%ff%fe"), 400),
    HostileInput("overlong UTF-8", get("/%c0%ae%c0%ae/etc/passwd"), 400),
    HostileInput("half a surrogate", get("/%ed%a0%80"), 400),
    HostileInput(
      "bad bytes",
      bytes: Array("GET /\u{e9}".utf8.dropLast()) + Array(" HTTP/1.1\r\nHost: x\r\n\r\n".utf8),
      [400]),
    HostileInput("up and away", get("/../../etc/passwd"), 404),
    HostileInput("up and away, hidden", get("/%2e%2e%2f%2e%2e%2fetc%2fpasswd"), 404),
    HostileInput("a fragment", get("/hello#a"), 400),
    HostileInput("a bad query", get("/hello?a=%e9"), 400),
    HostileInput("a long path", get("/\(long)"), nil, 413, 414, 431),
    HostileInput("a long method", "\(long) / HTTP/1.1\r\n\r\n", nil, 400, 413, 414, 431, 501),
    HostileInput("an odd method", "G<>T /hello HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    HostileInput(
      "a long field", get("/hello").replacing("x\r\n\r\n", with: "\(long)\r\n\r\n"), nil, 413, 414,
      431),
    HostileInput("a long name", "GET /hello HTTP/1.1\r\n\(long): a\r\n\r\n", nil, 413, 431),
    HostileInput(
      "many fields",
      "GET /hello HTTP/1.1\r\nHost: x\r\n" + String(repeating: "a:b\r\n", count: 30_000) + "\r\n",
      nil, 413, 431),
    HostileInput("no host", "GET /hello HTTP/1.1\r\n\r\n", 400),
    HostileInput("two hosts", "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    HostileInput(
      "a field without a colon", "GET /hello HTTP/1.1\r\nHost: x\r\nnothing\r\n\r\n", nil, 400),
    HostileInput("a blank in a name", "GET /hello HTTP/1.1\r\nHost: x\r\nA B: c\r\n\r\n", nil, 400),
    HostileInput("a blank behind a name", post("Content-Length : 3\r\n", "abc"), nil, 400),
    HostileInput(
      "a field without a name", "GET /none HTTP/1.1\r\nHost: x\r\n: c\r\n\r\n", nil, 400, 404),
    HostileInput(
      "a bell in a field", "GET /hello HTTP/1.1\r\nHost: x\r\nA: \u{7}\r\n\r\n", nil, 400),
    HostileInput(
      "two lengths", post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"), nil, 400),
    HostileInput("a list of lengths", post("Content-Length: 3, 3\r\n", "abc"), nil, 400),
    HostileInput("a negative length", post("Content-Length: -1\r\n"), nil, 400),
    HostileInput("a signed length", post("Content-Length: +3\r\n", "abc"), nil, 400),
    HostileInput("a length of words", post("Content-Length: three\r\n", "abc"), nil, 400),
    HostileInput("a hexadecimal length", post("Content-Length: 0x3\r\n", "abc"), nil, 400),
    HostileInput(
      "a huge length", post("Content-Length: 9999999999999999999999\r\n", "abc"), nil, 400, 413),
    HostileInput(
      "a large length", post("Content-Length: 9223372036854775807\r\n", "abc"), nil, 400, 413),
    HostileInput(
      "length and chunks", post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
      nil, 400),
    HostileInput("another coding", post("Transfer-Encoding: gzip\r\n", "abc"), nil, 400, 501),
    HostileInput(
      "codings upon each other", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), nil,
      400, 501),
    HostileInput(
      "chunked twice",
      post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n"), nil, 400,
      501),
    HostileInput(
      "chunks of words", post("Transfer-Encoding: chunked\r\n", "zz\r\nabc\r\n0\r\n\r\n"), nil, 400),
    HostileInput(
      "a huge chunk", post("Transfer-Encoding: chunked\r\n", "ffffffffffffffffff\r\nabc\r\n"), nil,
      400, 413),
    HostileInput(
      "a negative chunk", post("Transfer-Encoding: chunked\r\n", "-3\r\nabc\r\n0\r\n\r\n"), nil, 400
    ),
    HostileInput(
      "a chunk without an end", post("Transfer-Encoding: chunked\r\n", "3\r\nabcdef\r\n0\r\n\r\n"),
      nil, 400),
    HostileInput(
      "a long chunk line", post("Transfer-Encoding: chunked\r\n", "3;\(long)\r\nabc\r\n0\r\n\r\n"),
      nil, 400, 408, 413, 431, 500),
    HostileInput(
      "another expectation", post("Expect: miracles\r\nContent-Length: 3\r\n", "abc"), 417),
    HostileInput(
      "a form without an end", form("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nabc"), 400
    ),
    HostileInput("a form of nothing", form("abc"), 400),
    HostileInput(
      "a part without a name", form("--b\r\nContent-Disposition: form-data\r\n\r\na\r\n--b--"), 400),
    HostileInput("a part without a head", form("--b\r\n\r\na\r\n--b--"), 400),
    HostileInput("a part with a broken head", form("--b\r\nnothing\r\n\r\na\r\n--b--"), 400),
    HostileInput("a part with a long head", form("--b\r\nA: \(long)\r\n\r\na\r\n--b--"), 431),
    HostileInput(
      "a boundary of nothing", form("--\r\n", type: "multipart/form-data; boundary=\"\""), 400),
    HostileInput(
      "a boundary beyond its length",
      form("--a", type: "multipart/form-data; boundary=\(long.prefix(200))"), 400),
    HostileInput(
      "very many parts",
      form(
        String(repeating: "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n", count: 5000)
          + "--b--"), 413),
    HostileInput(
      "very many delimiters", form(String(repeating: "--b\r\n", count: 50_000)), 400, 431),
    HostileInput(
      "a path as a name",
      form(
        "--b\r\nContent-Disposition: form-data; name=a; filename=\"../../etc/passwd\"\r\n\r\na\r\n--b--"
      ), 200),
  ]
}

@Suite(.timeLimit(.minutes(40)), .waiting) struct HostileTests {
  private func served() throws -> Served {
    var router = Router.echo()
    router.on(.post, "/form", options: RouteOptions(accepts: .form)) { _, _ in .text(200, "form") }
    var limits = HTTPLimits()
    limits.head = .seconds(2)
    return try Served(router, limits)
  }

  @Test func `there are sixty at least`() { #expect(HostileInput.all.count >= 60) }

  @Test(arguments: HostileInput.all)
  func `what is hostile is refused, and the next request is served`(
    input: HostileInput
  ) async throws {
    let served = try served()
    let (status, next) = try await blocking {
      let client = try RawClient(served.port)
      try? client.send(input.bytes)
      client.finishSending()
      let status = try? client.answer().status
      return (status, try RawClient(served.port).ask("GET", "/hello").text)
    }
    #expect(input.allowed.contains(status), "answered \(status.map { "\($0)" } ?? "by closing")")
    #expect(next == "hello")
    try await eventually { try served.spooled().isEmpty }
    await served.server.stop()
  }

  @Test(arguments: HostileInput.all)
  func `what is hostile does not smuggle a request in`(input: HostileInput) async throws {
    // The first request is honest; what follows on the same connection must not reach a handler twice.
    let served = try served()
    let texts = try await blocking {
      let client = try RawClient(served.port)
      guard try client.ask("GET", "/hello").text == "hello" else { throw NeverHappened() }
      try? client.send(input.bytes + Array("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
      client.finishSending()
      var texts: [String] = []
      while let answer = try? client.answer() { texts.append(answer.text) }
      return texts
    }
    #expect(texts.filter { $0 == "hello" }.count <= 1)
    #expect(try await served.client { try $0.ask("GET", "/hello").text } == "hello")
    await served.server.stop()
  }
}
