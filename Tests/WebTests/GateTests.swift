import Foundation
import TestSupport
import Testing
import Web

/// Who is really talked to.
@Suite(.timeLimit(.minutes(40)), .waiting) struct GateTests {
  private func error(
    _ policy: AddressPolicy, _ request: WebRequest, proxy: WebURL? = nil
  ) async -> WebError? {
    let client = WebClient(policy: policy, proxy: proxy)
    return await failure { () throws(WebError) in _ = try await client.send(request) }
  }

  @Test(arguments: [
    "127.0.0.1", "localhost", "0x7f.1", "2130706433", "0177.0.0.1", "127.1", "0", "0.0.0.0",
    "%31%32%37.0.0.1", "[::1]", "[::]", "[::7f00:1]",
    "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]",
    "[::ffff:127.0.0.1]",
  ])
  func `nobody on this machine hears of a request to the public`(host: String) async throws {
    let listener = try Listener()
    let request = try WebRequest(WebURL("http://\(host):\(listener.port)/?key=secret"))
    let error = await error(.publicOnly(), request)
    #expect(error?.code == .refusedAddress)
    #expect(error?.receipts.first?.bytesSent == 0)
    #expect(error?.receipts.first?.remoteAddress == nil)
    #expect(error?.message.contains("secret") == false)
    #expect(!listener.hasVisitor())
  }

  @Test func `a listener would hear of a request that is allowed`() async throws {
    let listener = try Listener()
    var client = WebClient(policy: .any)
    client.limits.total = .milliseconds(200)
    let request = try WebRequest(WebURL("http://127.0.0.1:\(listener.port)/"))
    _ = await failure { [client] () throws(WebError) in _ = try await client.send(request) }
    #expect(listener.hasVisitor() && !listener.hasVisitor())
  }

  @Test(arguments: ["127.0.0.1", "localhost", "no-such-host.invalid"])
  func `offline means no socket and no look-up`(host: String) async throws {
    let listener = try Listener()
    let request = try WebRequest(WebURL("http://\(host):\(listener.port)/"))
    let error = await error(.offline, request)
    #expect(error?.code == .offline && error?.receipts.isEmpty == true)
    #expect(!listener.hasVisitor())
  }

  @Test func `a named host on this machine may be asked, and only that`() async throws {
    let url = try TestServer.url("/echo", host: "localhost")
    let pattern = try #require(HostPattern("localhost:\(url.port)"))
    let client = WebClient(policy: .publicOnly(allowing: [pattern]))
    #expect(try await client.send(WebRequest(url)).status == 200)
    let other = try WebRequest(TestServer.url("/echo"))
    #expect(await error(.publicOnly(allowing: [pattern]), other)?.code == .refusedAddress)
    // Not even its name is looked up.
    let unlisted = await error(.any.only([pattern]), other)
    #expect(unlisted?.code == .refusedAddress && unlisted?.receipts.isEmpty == true)
  }

  @Test func `a redirect is judged like a request`() async throws {
    let listener = try Listener()
    let url = try TestServer.url(
      "/redirect?to=http://127.0.0.1:\(listener.port)/inside", host: "localhost")
    let pattern = try #require(HostPattern("localhost"))
    let error = await error(.publicOnly(allowing: [pattern]), WebRequest(url))
    #expect(error?.code == .refusedAddress)
    #expect(error?.receipts.map(\.status) == [302, nil])
    #expect(!listener.hasVisitor())
  }

  @Test(arguments: [
    "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "http://user@127.0.0.1/",
    "//user:pass@127.0.0.1/", "http://", "dict://127.0.0.1:1/", "javascript:1",
  ])
  func `a redirect to no http address is refused`(target: String) async throws {
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "./")
    let escaped = try #require(target.addingPercentEncoding(withAllowedCharacters: allowed))
    let request = try WebRequest(TestServer.url("/redirect?to=\(escaped)"))
    let error = await error(.any, request)
    #expect(error?.code == .badURL)
    #expect(error?.message.contains("pass") == false)
  }

  @Test(arguments: [
    "", "x", "/path", "127.0.0.1", "ftp://a/", "file:///etc/passwd", "http://",
    "http://a b/", "http://user@a/", "http://user:secret@a/", "http://a:99999/", "http://a\0b/",
    "http://[::1/", "http://a\n/", "http://１２７.0.0.1/", "http://①②⑦.0.0.1/",
    "http://127。0。0。1/", "http://bücher.example/", "http://%EF%BC%91.0.0.1/", "http:/\u{0}/",
  ])
  func `what is no http address is refused without repeating it`(text: String) async {
    let error = #expect(throws: WebError.self) { _ = try WebURL(text) }
    #expect(error?.code == .badURL)
    #expect(error?.message.contains("secret") == false)
  }

  @Test(arguments: [
    ("http://0x7f.1/", "http", "127.0.0.1", 80),
    ("HTTPS://Example.COM/A", "https", "example.com", 443),
    ("http://[::1]:8080/a?b#c", "http", "[::1]", 8080),
    ("http://2130706433/", "http", "127.0.0.1", 80),
    ("http://a\\@b/", "", "", 0),
  ])
  func `an address is understood as it will be used`(
    text: String, scheme: String, host: String, port: Int
  ) throws {
    guard !scheme.isEmpty else {
      _ = #expect(throws: WebError.self) { _ = try WebURL(text) }
      return
    }
    let url = try WebURL(text)
    #expect((url.scheme, url.host, url.port) == (scheme, host, port))
    #expect(!url.text.contains("#"))
    #expect(try WebURL(url.text) == url)
  }

  @Test func `behind a proxy nobody is asked whose address matters`() async throws {
    let listener = try Listener()
    let proxy = try WebURL("http://127.0.0.1:\(listener.port)")
    let request = try WebRequest(WebURL("http://example.com/"))
    #expect(await error(.publicOnly(), request, proxy: proxy)?.code == .refusedAddress)
    #expect(!listener.hasVisitor())
  }

  @Test func `the environment's proxies are not used`() async {
    await #expect(processExitsWith: .success) {
      for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"] {
        unsafe setenv(name, "http://127.0.0.1:1", 1)
      }
      let response = try await WebClient(policy: .any).send(WebRequest(TestServer.url("/echo")))
      #expect(response.status == 200)
    }
  }

  @Test func `a proxy is used if it is given`() async throws {
    let client = WebClient(policy: .any, proxy: try TestServer.url("/"))
    let response = try await client.send(WebRequest(WebURL("http://films.invalid/echo")))
    #expect(try Echo(response).path == "http://films.invalid/echo")
    #expect(response.receipts.first?.remoteAddress == "127.0.0.1")
  }
}
