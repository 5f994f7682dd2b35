import HTTP
import Server
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct AccessTests {
  private static let keys = [
    AccessKey(name: "anna", key: "sesame"),
    AccessKey(name: "ben", key: "look", scopes: [.read], requestsPerMinute: 3),
  ]

  private static func decision(
    _ access: Access, _ form: Access.Form, _ scope: AccessKey.Scope = .read,
    _ fields: (String, String)...
  ) -> String {
    var headers = HTTPHeaders()
    for (name, value) in fields { headers.add(name, value) }
    let head = RequestHead(.get, "/", headers: headers)
    return switch access.decide(head, form, for: scope) {
    case .admitted(let caller): caller.name
    case .unknown: "unknown"
    case .forbidden: "forbidden"
    case .exhausted(_, let seconds): seconds > 0 && seconds <= 60 ? "exhausted" : "wrong"
    case .foreignHost: "foreign"
    }
  }

  @Test func `each form of a key is taken where its API uses it, and nowhere else`() {
    let access = Access(keys: Self.keys, requestsPerMinute: 1000)
    let (field, bearer) = (("X-API-Key", "sesame"), ("authorization", "bEaReR   sesame"))
    #expect(Self.decision(access, .apiKey, .read, field) == "anna")
    #expect(Self.decision(access, .apiKey, .read, bearer) == "unknown")
    #expect(Self.decision(access, .bearer, .read, bearer) == "anna")
    #expect(Self.decision(access, .bearer, .read, field) == "unknown")
    #expect(Self.decision(access, .any, .read, field) == "anna")
    #expect(Self.decision(access, .any, .read, bearer) == "anna")
  }

  @Test(arguments: [
    "", "Bearer", "Bearer ", "sesame", "Basic sesame", "Bearer sesam", "Bearer sesames",
    "Bearer SESAME", "Bearer look sesame",
  ])
  func `whoever shows no key, or a wrong one, is nobody`(field: String) {
    let access = Access(keys: Self.keys, requestsPerMinute: 1000)
    #expect(Self.decision(access, .bearer, .read, ("Authorization", field)) == "unknown")
  }

  @Test func `a key that may look may change nothing`() {
    let access = Access(keys: Self.keys, requestsPerMinute: 1000)
    let field = ("x-api-key", "look")
    #expect(Self.decision(access, .apiKey, .read, field) == "ben")
    #expect(Self.decision(access, .apiKey, .write, field) == "forbidden")
  }

  @Test func `a key's requests are counted by the minute, each key's its own`() {
    let access = Access(keys: Self.keys, requestsPerMinute: 1000)
    let answers = (0..<5).map { _ in
      Self.decision(access, .apiKey, .read, ("x-api-key", "look"))
    }
    // A minute may end in between.
    #expect(answers.prefix(3).allSatisfy { $0 == "ben" } && answers.contains("exhausted"))
    #expect(Self.decision(access, .apiKey, .read, ("x-api-key", "sesame")) == "anna")
  }

  @Test(arguments: [
    ("127.0.0.1:8765", true), ("localhost", true), ("LOCALHOST:1", true), ("[::1]:8765", true),
    ("studio.local:8765", true), ("evil.example", false), ("127.0.0.1.evil.example", false),
    ("localhost.evil.example:80", false), ("", false),
  ])
  func `without keys any key opens, to those who call this machine by its name`(
    host: String, isOpen: Bool
  ) {
    let access = Access(keys: [], hosts: ["Studio.local"], requestsPerMinute: 1000)
    let answer = Self.decision(
      access, .apiKey, .write, ("Host", host), ("x-api-key", "whatever"))
    #expect(answer == (isOpen ? "local" : "foreign"))
    #expect(Self.decision(access, .apiKey, .read, ("Host", host)) != "local")
  }
}
