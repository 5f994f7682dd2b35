import HTTP
import TestSupport
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(40))) struct SessionTests {
  private static let access = Access(
    keys: [AccessKey(name: "anna", key: "sesame", scopes: [.read])], requestsPerMinute: 1000)

  private static func caller(_ cookie: String, _ fields: (String, String)...) -> String? {
    var headers = HTTPHeaders()
    headers.add("Host", "studio.local:8765")
    headers.add("Cookie", cookie)
    for (name, value) in fields { headers.add(name, value) }
    return access.caller(of: RequestHead(.post, "/", headers: headers), .any)?.name
  }

  /// What a browser sends back of the field that opens a session.
  private static func cookie() throws -> String {
    var headers = HTTPHeaders()
    headers.add("Authorization", "Bearer sesame")
    let caller = try #require(access.caller(of: RequestHead(.post, "/", headers: headers), .any))
    let field = access.sessions.open(for: caller)
    #expect(field.hasSuffix("; Path=/; HttpOnly; SameSite=Strict"))
    return String(field.prefix { $0 != ";" })
  }

  @Test func `a session stands for the key that opened it, with the same rights`() throws {
    let cookie = try Self.cookie()
    #expect(Self.caller(cookie) == "anna")
    #expect(Self.caller("other=1; \(cookie); more=2") == "anna")
    #expect(Self.caller("\(cookie)0") == nil)
    #expect(Self.caller("shotlog_session=") == nil)
    #expect(try Self.cookie() != cookie)
    var headers = HTTPHeaders()
    headers.add("Cookie", cookie)
    let head = RequestHead(.post, "/", headers: headers)
    #expect(Self.access.decide(head, .any, for: .write) == .forbidden)
    #expect(Self.access.decide(head, .bearer, for: .read) == .unknown)
  }

  @Test(arguments: [
    ("http://studio.local:8765", true), ("https://Studio.local:8765", true),
    ("http://studio.local:3000", false), ("http://studio.local", false),
    ("http://evil.example", false), ("null", false), ("", false),
  ])
  func `only pages of this server may use its sessions`(origin: String, isOurs: Bool) throws {
    let cookie = try Self.cookie()
    #expect((Self.caller(cookie, ("Origin", origin)) == "anna") == isOurs)
  }

  @Test(arguments: [
    ("same-origin", true), ("none", true), ("same-site", false), ("cross-site", false),
  ])
  func `what browsers say of who asks is believed`(site: String, isOurs: Bool) throws {
    let cookie = try Self.cookie()
    #expect((Self.caller(cookie, ("Sec-Fetch-Site", site)) == "anna") == isOurs)
  }
}
