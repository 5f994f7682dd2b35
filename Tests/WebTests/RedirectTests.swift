import Foundation
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(40)), .waiting) struct RedirectTests {
  private let client = WebClient(policy: .any)
  private var keys: WebHeaders {
    var headers = WebHeaders()
    for name in ["Authorization", "X-Api-Key", "x-goog-api-key", "Cookie", "X-Own"] {
      headers[name] = "secret"
    }
    headers["Accept"] = "video/*"
    headers["Accept-Encoding"] = "identity"
    return headers
  }

  private func escaped(_ text: String) throws -> String {
    try #require(text.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `a redirect is followed, and the same server keeps the keys`(status: Int) async throws {
    let url = try TestServer.url("/redirect?code=\(status)&to=/echo?x=1")
    let response = try await client.send(WebRequest(url, headers: keys))
    let echo = try Echo(response)
    #expect(echo.path == "/echo?x=1" && echo["authorization"] == "secret")
    #expect(response.receipts.map(\.status) == [status, 200])
    #expect(response.url.text.hasSuffix("/echo?x=1"))
  }

  @Test func `another host or port gets no keys`() async throws {
    let other = try escaped(TestServer.url("/echo", host: "localhost").text)
    let url = try TestServer.url("/redirect?to=\(other)")
    let response = try await client.send(WebRequest(url, headers: keys))
    let echo = try Echo(response)
    for name in ["Authorization", "X-Api-Key", "x-goog-api-key", "Cookie", "X-Own"] {
      #expect(echo[name] == nil, "\(name)")
    }
    #expect(echo["Accept"] == "video/*" && echo["User-Agent"] == "Shotlog")
    #expect(echo["Accept-Encoding"] == "identity")
    #expect(response.receipts.map(\.host) == ["127.0.0.1", "localhost"])
  }

  @Test func `keys do not come back with the host`() async throws {
    let end = try escaped(TestServer.url("/echo").text)
    let middle = try escaped(TestServer.url("/redirect?to=\(end)", host: "localhost").text)
    let url = try TestServer.url("/redirect?to=\(middle)")
    let response = try await client.send(WebRequest(url, headers: keys))
    #expect(try Echo(response)["Authorization"] == nil)
    #expect(response.receipts.count == 3)
  }

  @Test func `what is sent is never sent elsewhere`() async throws {
    let url = try TestServer.url("/redirect?code=307&to=/echo")
    let response = try await client.send(WebRequest("POST", url, body: .bytes([1])))
    #expect(response.status == 307 && response.receipts.count == 1)
  }

  @Test(arguments: [0, 1, 5]) func `a circle ends`(most: Int) async throws {
    var client = client
    client.limits.redirects = most
    let request = try WebRequest(TestServer.url("/loop"))
    let error = await failure { [client] () throws(WebError) in _ = try await client.send(request) }
    #expect(error?.code == .tooManyRedirects)
    #expect(error?.receipts.count == most + 1)
  }

  @Test func `an encrypted server may not lead out of encryption`() async throws {
    let client = try WebClient(policy: .any, certificates: TestServer.shared.get().certificate)
    let target = try escaped(TestServer.url("/echo").text)
    let request = try WebRequest(TestServer.secureURL("/redirect?to=\(target)"))
    let error = await failure { () throws(WebError) in _ = try await client.send(request) }
    #expect(error?.code == .refusedAddress)
    #expect(error?.receipts.count == 1)
  }

  @Test func `a trusted certificate is needed, and the name in it`() async throws {
    let certificate = try TestServer.shared.get().certificate
    let trusting = WebClient(policy: .any, certificates: certificate)
    let request = try WebRequest(TestServer.secureURL("/echo"))
    let response = try await trusting.send(request)
    #expect(response.status == 200 && response.receipts.first?.scheme == "https")
    let error = await failure { () throws(WebError) in _ = try await client.send(request) }
    #expect(error?.code == .tls && error?.receipts.first?.bytesSent == 0)
    let renamed = try WebRequest(TestServer.secureURL("/echo", host: "127.0.0.1"))
    let wrong = await failure { () throws(WebError) in _ = try await trusting.send(renamed) }
    #expect(wrong?.code == .tls)
    let plain = try WebRequest(
      WebURL("https://127.0.0.1:\(TestServer.shared.get().plain)/echo"))
    let none = await failure { () throws(WebError) in _ = try await client.send(plain) }
    #expect(none?.code == .tls)
  }
}
