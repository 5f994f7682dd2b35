import Foundation
import Synchronization
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(40)), .waiting) struct SendingTests {
  private let client = WebClient(policy: .any)

  @Test func `a request arrives as it was made, and no Expect with it`() async throws {
    var headers = WebHeaders()
    headers["Content-Type"] = "application/json"
    headers["X-Empty"] = ""
    let body = Array(#"{"a":"é"}"#.utf8)
    let response = try await client.send(
      WebRequest(
        "POST", TestServer.url("/echo?q=1#gone"), headers: headers, body: .bytes(body)))
    let echo = try Echo(response)
    #expect((echo.method, echo.path) == ("POST", "/echo?q=1"))
    #expect(Array(echo.body.unicodeScalars.map { UInt8($0.value) }) == body)
    #expect(echo["Content-Type"] == "application/json")
    #expect(echo["X-Empty"]?.isEmpty == true)
    #expect(echo["User-Agent"] == "Shotlog")
    #expect(echo["Expect"] == nil)
    #expect(response.status == 200 && response.head.isSuccess)
    #expect(response.headers["content-TYPE"] == "application/json")
  }

  @Test(arguments: ["GET", "POST", "PUT", "DELETE"])
  func `a method without a body announces none`(method: String) async throws {
    let echo = try Echo(await client.send(WebRequest(method, TestServer.url("/echo"))))
    #expect(echo.method == method && echo.size == 0)
    #expect(echo["Content-Type"] == nil && echo["Transfer-Encoding"] == nil)
  }

  @Test func `HEAD gives the headers of a body that does not come`() async throws {
    let response = try await client.send(
      WebRequest("HEAD", TestServer.url("/large?size=999999999")))
    #expect(response.headers["Content-Length"] == "999999999" && response.body.isEmpty)
  }

  @Test func `a large body goes without waiting for leave`() async throws {
    let body = [UInt8](repeating: 7, count: 5_000_000)
    let echo = try Echo(
      await client.send(WebRequest("POST", TestServer.url("/echo"), body: .bytes(body))))
    #expect(echo.size == body.count && echo["Expect"] == nil)
    #expect(echo["Content-Length"] == "5000000")
  }

  @Test(arguments: [Int64(300_000), nil])
  func `a body is streamed with and without a length`(length: Int64?) async throws {
    let pieces = Mutex(3)
    let body = WebRequest.Body.stream(length: length) {
      pieces.withLock { left in
        guard left > 0 else { return nil }
        left -= 1
        return left == 1 ? [] : [UInt8](repeating: 65, count: 150_000)
      }
    }
    let echo = try Echo(await client.send(WebRequest("POST", TestServer.url("/echo"), body: body)))
    #expect(echo.size == 300_000)
    #expect(echo["Transfer-Encoding"] == (length == nil ? "chunked" : nil))
    #expect(echo["Content-Length"] == length.map { "\($0)" })
  }

  @Test func `a body that cannot be read ends the request with its reason`() async throws {
    struct Broken: Error {}
    let body = WebRequest.Body.stream(length: 10) { throw Broken() }
    let request = try WebRequest("POST", TestServer.url("/echo"), body: body)
    let error = await failure { () throws(WebError) in _ = try await client.send(request) }
    #expect(error?.code == .stopped && error?.cause is Broken)
  }

  @Test(arguments: ["X-A\r\nX-B", "", "X A", "X:A"])
  func `a header's name cannot hide another`(name: String) async throws {
    var request = try WebRequest(TestServer.url("/echo"))
    request.headers[name] = "1"
    let error = await failure { [request] () throws(WebError) in _ = try await client.send(request)
    }
    #expect(error?.code == .invalidRequest)
  }

  @Test(arguments: ["1\r\nX-B: 2", "1\nX-B: 2", "1\0"])
  func `a header's value cannot hide another`(value: String) async throws {
    var request = try WebRequest(TestServer.url("/echo"))
    request.headers["X-A"] = value
    let error = await failure { [request] () throws(WebError) in _ = try await client.send(request)
    }
    #expect(error?.code == .invalidRequest)
    #expect(error?.message.contains("X-B") == false)
  }

  @Test(arguments: [401, 429, 500, 529])
  func `a refusal is an answer with its headers and body`(status: Int) async throws {
    let response = try await client.send(
      WebRequest(TestServer.url("/status?code=\(status)&Retry-After=7&body=why")))
    #expect(response.status == status && !response.head.isSuccess)
    #expect(response.headers["retry-after"] == "7" && response.text == "why")
  }

  @Test func `what comes before the real answer is no answer`() async throws {
    let response = try await client.send(WebRequest(TestServer.url("/interim")))
    #expect(response.status == 200 && response.text == "after all")
    #expect(response.headers["X-Late"] == "1" && response.headers["X-Early"] == nil)
  }

  @Test func `a body may last until the connection closes`() async throws {
    let response = try await client.send(WebRequest(TestServer.url("/until-close")))
    #expect(response.text == "to the end")
  }

  @Test func `a packed body is unpacked`() async throws {
    let response = try await client.send(WebRequest(TestServer.url("/gzip?text=abc&times=100000")))
    #expect(response.text == String(repeating: "abc", count: 100_000))
    let receipt = try #require(response.receipts.first)
    #expect(receipt.bytesReceived < 2000)
  }

  @Test func `one request after the other uses one connection, but what bears a body its own`()
    async throws
  {
    let client = WebClient(policy: .any)
    let url = try TestServer.url("/echo")
    let first = try Echo(await client.send(WebRequest(url))).connection
    for _ in 0..<5 {
      #expect(try Echo(await client.send(WebRequest(url))).connection == first)
    }
    // On a connection that the server has left meanwhile, libcurl would send it twice without a word.
    var used: Set<Int> = [first]
    for _ in 0..<5 {
      let echo = try Echo(await client.send(WebRequest("POST", url, body: .bytes([1]))))
      #expect(used.insert(echo.connection).inserted)
    }
  }

  @Test(arguments: [0, 3_000_000])
  func `a kept connection that the server left is made anew`(size: Int) async throws {
    let client = WebClient(policy: .any)
    let body = WebRequest.Body.bytes([UInt8](repeating: 65, count: size))
    for _ in 0..<5 {
      #expect(try await client.send(WebRequest(TestServer.url("/leave"))).text == "bye")
      try await Task.sleep(for: .milliseconds(50))
      let url = try TestServer.url("/echo")
      #expect(try Echo(await client.send(WebRequest("POST", url, body: body))).size == size)
    }
  }

  @Test func `an encrypted connection that breaks while sending kills nobody`() async {
    await #expect(processExitsWith: .success) {
      // As in a program that never thought of pipes.
      _ = signal(SIGPIPE, SIG_DFL)
      let certificate = try TestServer.shared.get().certificate
      let client = WebClient(policy: .any, certificates: certificate)
      let count = Mutex(0)
      // Goes on to write when the other end is gone.
      let body = WebRequest.Body.stream(length: nil) {
        if count.withLock({
          $0 += 1; return $0 > 1
        }) {
          Thread.sleep(forTimeInterval: 0.2)
        }
        return [UInt8](repeating: 65, count: 100_000)
      }
      let request = try WebRequest("POST", TestServer.secureURL("/vanish"), body: body)
      let error = await failure { () throws(WebError) in _ = try await client.send(request) }
      #expect(error?.code == .cut)
    }
  }

  @Test func `many at a time get their own answers`() async throws {
    let client = WebClient(policy: .any)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<40 {
        group.addTask {
          let body = WebRequest.Body.bytes(Array("number \(number)".utf8))
          let url = try TestServer.url("/echo?n=\(number)")
          let echo = try Echo(await client.send(WebRequest("POST", url, body: body)))
          return echo.body == "number \(number)" && echo.path == "/echo?n=\(number)"
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }

  @Test func `a receipt tells with whom an exchange was and what it cost`() async throws {
    let url = try TestServer.url("/large?size=100000", host: "localhost")
    let response = try await client.send(WebRequest("POST", url, body: .bytes([1, 2, 3])))
    let receipt = try #require(response.receipts.first)
    #expect(response.receipts.count == 1)
    #expect((receipt.scheme, receipt.host, receipt.port) == ("http", "localhost", url.port))
    #expect(receipt.remoteAddress == "127.0.0.1" && receipt.status == 200)
    #expect((100_000..<100_400).contains(receipt.bytesReceived))
    #expect(receipt.seconds > 0 && receipt.seconds < 60)
  }

  @Test(arguments: [0, 1, 1000, 100_000, 3_000_000])
  func `a receipt counts each byte`(size: Int) async throws {
    let body = WebRequest.Body.bytes([UInt8](repeating: 65, count: size))
    let sent = try await client.send(WebRequest("POST", TestServer.url("/echo?a=1"), body: body))
    let echo = try Echo(sent)
    let lines = ["POST /echo?a=1 HTTP/1.1"] + echo.headers.map { "\($0[0]): \($0[1])" } + [""]
    let head = lines.reduce(0) { $0 + $1.utf8.count + 2 }
    #expect(sent.receipts.first?.bytesSent == Int64(head + size))
    let answer = "HTTP/1.1 200 OK\r\nX: 1\r\n\r\n12345"
    let escaped = try #require(answer.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
    let received = try await client.send(WebRequest(TestServer.url("/raw?bytes=\(escaped)")))
    #expect(received.receipts.first?.bytesReceived == Int64(answer.utf8.count))
  }
}
