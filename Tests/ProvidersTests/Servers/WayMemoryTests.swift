import Models
import Synchronization
import TestSupport
import Testing
import Web

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .waiting) struct WayMemoryTests {
  /// A server that refuses some ways, each in its words.
  private final class Server: Sendable {
    let refusals: [GeminiWay: String]
    let asked = Mutex<[GeminiWay]>([])

    init(refusing refusals: [GeminiWay: String]) { self.refusals = refusals }

    func ask(_ way: GeminiWay) -> ServerReply<GeminiWay> {
      asked.withLock { $0.append(way) }
      let transfer = Transfer(destination: "http://a:1", address: nil, sent: 1, received: 1)
      let result: Result<GeminiWay, ServerRefusal> =
        refusals[way].map { words in
          let body = #"{"error":{"code":400,"message":"\#(words)"}}"#
          return .failure(ServerRefusal(WebHead(status: 400), Array(body.utf8), now: 0))
        } ?? .success(way)
      return ServerReply(result: result, headers: WebHeaders(), transfers: [transfer])
    }

    /// What is asked until there is an answer or an end, and how many transfers that took.
    func question(_ memory: WayMemory<GeminiWay>) async throws -> ([GeminiWay], Int) {
      asked.withLock { $0 = [] }
      let reply = try await memory.ask(from: .jsonSchema) { ask($0) }
      return (asked.withLock { $0 }, reply.transfers.count)
    }
  }

  @Test func `a way that a server does not know by name is not tried again`() async throws {
    let server = Server(refusing: [
      .jsonSchema: "Unknown name responseJsonSchema at 'generation_config': Cannot find field.",
      .responseFormat: "Unknown name responseFormat",
    ])
    let memory = WayMemory<GeminiWay>()
    #expect(try await server.question(memory) == ([.jsonSchema, .responseFormat, .openAPI], 3))
    #expect(try await server.question(memory) == ([.openAPI], 1))
  }

  @Test func `what one question learnt no other that ran beside it forgets`() async throws {
    let server = Server(refusing: [.jsonSchema: "responseJsonSchema"])
    let memory = WayMemory<GeminiWay>()
    // A question in words, which no server refuses for its shape, begins first and ends last.
    let reply = try await memory.ask(from: .jsonSchema) {
      way throws(ModelError) -> ServerReply<GeminiWay> in
      let other = try? await server.question(memory)
      #expect(other?.0 == [.jsonSchema, .responseFormat])
      return Server(refusing: [:]).ask(way)
    }
    #expect(try reply.result.get() == .jsonSchema)
    #expect(try await server.question(memory).0 == [.responseFormat])
  }

  @Test func `a way that fails for one schema is tried again with the next`() async throws {
    let server = Server(refusing: [
      .jsonSchema: "The specified schema produces a constraint that has too many states."
    ])
    let memory = WayMemory<GeminiWay>()
    for _ in 1...2 {
      #expect(try await server.question(memory) == ([.jsonSchema, .responseFormat], 2))
    }
  }

  @Test func `what is wrong with something else is the answer`() async throws {
    let server = Server(refusing: [.jsonSchema: "Unable to process input image"])
    let reply = try await WayMemory<GeminiWay>().ask(from: .jsonSchema) { server.ask($0) }
    #expect(throws: ServerRefusal.self) { try reply.result.get() }
    #expect(server.asked.withLock { $0 } == [.jsonSchema])
  }

  @Test func `nothing is learnt from what is refused in every way`() async throws {
    let all = Dictionary(
      uniqueKeysWithValues: GeminiWay.allCases.map { ($0, "response_format, response_schema") })
    let memory = WayMemory<GeminiWay>()
    for _ in 1...2 {
      #expect(try await Server(refusing: all).question(memory) == (GeminiWay.allCases, 5))
    }
  }

  @Test func `an error on the way tells of everything that was sent`() async throws {
    let server = Server(refusing: [.jsonSchema: "responseJsonSchema"])
    let error = await #expect(throws: ModelError.self) {
      _ = try await WayMemory<GeminiWay>().ask(from: .jsonSchema) {
        way throws(ModelError) -> ServerReply<GeminiWay> in
        guard way == .jsonSchema else { throw ModelError(.unreachable, "gone") }
        return server.ask(way)
      }
    }
    #expect(error?.code == .unreachable && error?.transfers.count == 1)
  }

  @Test(arguments: [
    ("good", "good"), ("models/a-1.5", "models/a-1.5"), ("a b?c#d%", "a%20b%3Fc%23d%25"),
    ("é", "%C3%A9"), ("a@50+b~c:d", "a@50+b~c:d"), ("\n", "%0A"),
  ])
  func `names of models cannot end a path`(name: String, path: String) {
    #expect(PathWords.encoded(name) == path)
  }
}
