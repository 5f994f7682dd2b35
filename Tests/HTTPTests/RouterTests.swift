import TestSupport
import Testing

@testable import HTTP

@Suite(.timeLimit(.minutes(40)), .computing) struct RouterTests {
  private func table(
    _ routes: [(HTTPMethod, String)], trailingSlash: Router.TrailingSlash = .ignored
  ) throws(HTTPError) -> RouteTable {
    var router = Router.plain(trailingSlash: trailingSlash)
    for (method, pattern) in routes { router.on(method, pattern) { _, _ in Response(200) } }
    return try RouteTable(router)
  }

  private func found(_ table: RouteTable, _ method: HTTPMethod, _ path: String) -> String {
    guard let target = RequestTarget(path) else { return "no target" }
    return switch table.match(method, target.segments) {
    case .route(let route, let parameters):
      "\(route.method.name) \(route.pattern.text)"
        + route.pattern.names.map { " \($0)=\(parameters[$0])" }.joined()
    case .otherMethods(let methods): "only \(methods.joined(separator: " "))"
    case .nothing: "nothing"
    }
  }

  @Test(arguments: [
    ("GET", "/", "GET /"),
    ("GET", "/assets", "GET /assets"),
    ("HEAD", "/assets", "GET /assets"),
    ("GET", "/assets/", "GET /assets"),
    ("GET", "/assets/7", "GET /assets/{id} id=7"),
    ("GET", "/assets/a%2Fb%20c", "GET /assets/{id} id=a/b c"),
    ("GET", "/assets/..", "GET /assets/{id} id=.."),
    ("GET", "/assets/new", "GET /assets/new"),
    ("DELETE", "/assets/new", "DELETE /assets/{id} id=new"),
    ("PUT", "/assets/new", "only DELETE GET HEAD OPTIONS"),
    ("POST", "/assets", "only GET HEAD OPTIONS"),
    ("GET", "/assets/7/parts/8", "GET /assets/{asset}/parts/{part} asset=7 part=8"),
    ("GET", "/assets//", "nothing"),
    ("GET", "//assets", "nothing"),
    ("GET", "/Assets", "nothing"),
    ("get", "/assets", "only GET HEAD OPTIONS"),
  ])
  func `a request finds its route`(method: String, path: String, expected: String) throws {
    let table = try table([
      (.get, "/"), (.get, "/assets"), (.get, "/assets/{id}"), (.delete, "/assets/{id}"),
      (.get, "/assets/new"), (.get, "/assets/{asset}/parts/{part}"),
    ])
    #expect(found(table, HTTPMethod(method), path) == expected)
  }

  @Test func `a slash at the end is another path where that is asked for`() throws {
    let table = try table([(.get, "/a"), (.get, "/b/")], trailingSlash: .distinct)
    #expect(found(table, .get, "/a/") == "nothing" && found(table, .get, "/a") == "GET /a")
    #expect(found(table, .get, "/b/") == "GET /b/" && found(table, .get, "/b") == "nothing")
  }

  @Test(arguments: ["a", "/{}", "/{x}/{x}", "/a{x}", "/{x}y", ""])
  func `a pattern that is none is found at the start`(pattern: String) {
    #expect(throws: HTTPError.self) { try table([(.get, pattern)]) }
  }

  @Test(arguments: [("/a/{x}", "/a/{y}"), ("/a", "/a/"), ("/", "/")])
  func `two routes for the same requests are found at the start`(
    one: String, other: String
  ) throws {
    #expect(throws: HTTPError.self) { try table([(.get, one), (.get, other)]) }
    _ = try table([(.get, one), (.post, other)])
  }

  @Test func `problems are worded by the group with the longest prefix`() throws {
    var router = Router.plain()
    for prefix in ["", "/api", "/api/v1"] {
      router.group(prefix, problem: { _, _ in .text(404, "group \(prefix)") }) { group in
        group.on(.get, "/x") { _, _ in Response(200) }
      }
    }
    let table = try RouteTable(router)
    for (path, expected) in [
      ("/nothing", "group "), ("/api/nothing", "group /api"), ("/apinothing", "group "),
      ("/api/v1", "group /api/v1"), ("/api/v1/x/y", "group /api/v1"),
    ] {
      let target = try #require(RequestTarget(path))
      let writer = table.problemWriter(target.segments)
      guard case .bytes(let bytes) = writer(Problem(.notFound, ""), nil).body else { continue }
      #expect(String(decoding: bytes, as: UTF8.self) == expected, "\(path)")
    }
  }

  /// The route that fits best, found by looking at each; ties do not occur.
  private func best(
    _ routes: [(HTTPMethod, String)], _ method: HTTPMethod, _ path: String
  ) -> String {
    func parts(_ text: String) -> [Substring] { text.split(separator: "/") }
    let wanted = parts(path)
    let fitting = routes.filter { _, pattern in
      let segments = parts(pattern)
      return segments.count == wanted.count
        && zip(segments, wanted).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
    }
    let answering = fitting.filter { $0.0 == method || (method == .head && $0.0 == .get) }
    // Spelled out sorts before named, from left to right; then a method before its stand-in.
    let rank: ((HTTPMethod, String)) -> String = { route in
      parts(route.1).map { $0.hasPrefix("{") ? "1" : "0" }.joined()
        + (route.0 == method ? "0" : "1")
    }
    if let route = answering.min(by: { rank($0) < rank($1) }) {
      let values = zip(parts(route.1), wanted).filter { $0.0.hasPrefix("{") }
        .map { " \($0.0.dropFirst().dropLast())=\($0.1)" }
      return "\(route.0.name) \(route.1)" + values.joined()
    }
    if fitting.isEmpty { return "nothing" }
    var methods = Set(fitting.map(\.0.name)).union(["OPTIONS"])
    if methods.contains("GET") { methods.insert("HEAD") }
    return "only \(methods.sorted().joined(separator: " "))"
  }

  @Test(arguments: 1...40)
  func `the table finds what looking at every route finds`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let methods: [HTTPMethod] = [.get, .post, .delete, .head]
    let words = ["a", "b", "c", "{x}", "{y}", "{z}"]
    var routes: [(HTTPMethod, String)] = []
    for _ in 0..<60 {
      let count = Int.random(in: 1...4, using: &random)
      var names = ["x", "y", "z", "w"].shuffled(using: &random)
      let pattern = (0..<count).map { _ in
        let word = words.randomElement(using: &random) ?? "a"
        return word.hasPrefix("{") ? "/{\(names.removeLast())}" : "/\(word)"
      }.joined()
      let route = (methods.randomElement(using: &random) ?? .get, pattern)
      if (try? table(routes + [route])) != nil { routes.append(route) }
    }
    let table = try table(routes)
    for _ in 0..<400 {
      let count = Int.random(in: 1...5, using: &random)
      let path = (0..<count).map { _ in
        "/" + (["a", "b", "c", "d"].randomElement(using: &random) ?? "a")
      }.joined()
      let method = (methods + [.put]).randomElement(using: &random) ?? .get
      #expect(found(table, method, path) == best(routes, method, path), "\(method.name) \(path)")
    }
  }
}
