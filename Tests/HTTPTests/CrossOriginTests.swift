import HTTP
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .waiting) struct CrossOriginTests {
  private func served(_ origins: [String]) throws -> Served {
    var router = Router.plain()
    router.crossOrigin = try #require(CrossOrigin(origins))
    router.group(
      "/a", admit: { head, _ in head.headers["x-api-key"] == nil ? .text(401, "") : nil }
    ) { group in
      group.on(.get, "/{id}") { _, _ in .text(200, "here") }
      group.on(.post, "/{id}") { _, _ in throw Problem(.badRequest, "no") }
      group.on(.get, "/{id}/events") { _, _ in .events { try await $0.send(data: "news") } }
    }
    return try Served(router)
  }

  private let allowed = "Access-Control-Allow-Origin"

  @Test func `pages of other sites may read nothing unless that is configured`() async throws {
    let served = try served([])
    let answers = try await served.client { client in
      let origin = "Origin: https://site.example\r\nx-api-key: k\r\n"
      return [
        try client.ask("GET", "/a/1", origin),
        try client.ask(
          "OPTIONS", "/a/1", origin + "Access-Control-Request-Method: GET\r\n"),
      ]
    }
    for answer in answers {
      #expect(!answer.headers.contains { $0.name.hasPrefix("Access-Control") })
      #expect(answer["Vary"] == nil)
    }
    await served.server.stop()
  }

  @Test func `pages that are let in may ask what they may, and read every answer`() async throws {
    let served = try served(["https://Site.example", "http://localhost:3000"])
    let allowed = allowed
    let (answers, preflight) = try await served.client { client in
      let origin = "Origin: https://site.example\r\n"
      let key = origin + "x-api-key: k\r\n"
      return (
        [
          try client.ask("GET", "/a/1", key), try client.ask("GET", "/a/1", origin),
          try client.ask("GET", "/b", key), try client.ask("PUT", "/a/1", key),
          try client.ask("GET", "/a/1/events", key),
          try client.ask("POST", "/a/1", key + "Content-Length: 0\r\n"),
        ],
        try client.ask(
          "OPTIONS", "/a/1",
          origin
            + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: X-Api-Key,content-type\r\n"
        )
      )
    }
    #expect(answers.map(\.status) == [200, 401, 404, 405, 200, 400])
    for answer in answers + [preflight] {
      #expect(answer[allowed] == "https://site.example")
      #expect(answer["Vary"]?.contains("Origin") == true)
      #expect(answer["Access-Control-Allow-Credentials"] == nil)
    }
    #expect(preflight.status == 204)
    #expect(preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS, POST")
    #expect(preflight["Access-Control-Allow-Headers"] == "x-api-key, content-type")
    await served.server.stop()
  }

  @Test(arguments: [
    "https://other.example", "http://site.example", "https://site.example:8443",
    "https://site.example.evil.example", "null", "",
  ])
  func `another origin is let in to nothing`(origin: String) async throws {
    let served = try served(["https://site.example"])
    let answer = try await served.client {
      try $0.ask(
        "OPTIONS", "/a/1", "Origin: \(origin)\r\nAccess-Control-Request-Method: GET\r\n")
    }
    #expect(answer.status == 204 && answer["Vary"] == "Origin")
    #expect(!answer.headers.contains { $0.name.hasPrefix("Access-Control") })
    await served.server.stop()
  }

  @Test func `a refusal that does not wait for the body can be read, too`() async throws {
    let served = try served(["*"])
    let answer = try await served.client { client in
      try client.send(
        "POST /a/1 HTTP/1.1\r\nHost: x\r\nOrigin: null\r\nContent-Length: 900000000\r\n\r\n")
      return try client.answer()
    }
    #expect(answer.status == 401 && answer[allowed] == "*")
    await served.server.stop()
  }

  @Test(arguments: [
    "site.example", "https://", "://site", "https://site.example/", "https://a@b", "https://a b",
    "https://a,https://b", "null",
  ])
  func `what is no origin is none`(text: String) {
    #expect(CrossOrigin([text]) == nil)
  }
}
