import JSON
import Models
import Providers
import TestSupport
import Testing
import Web

/// Through a real LiteLLM proxy by Gemini's and Anthropic's wires, and on from there by three.
@Suite(.timeLimit(.minutes(40)), .waiting) struct ProxiedWireTests {
  private func model(_ wire: ServerKind, _ name: String) async throws -> any VideoModel {
    var entry = ServerEntry(
      "proxy", wire, model: name, base: try await ThirdPartyServers.proxy.address,
      key: Secret(ThirdPartyServers.proxyKey))
    entry.retries = 0
    let client = WebClient(policy: .any)
    return wire == .gemini ? GeminiModel(entry, over: client) : MessagesModel(entry, over: client)
  }

  @Test(arguments: [
    (ServerKind.gemini, "chain"), (.gemini, "claude"), (.gemini, "gem"), (.anthropic, "chain"),
    (.anthropic, "claude"),
  ])
  func `pictures, times and shape go through, and the answer comes back`(
    wire: ServerKind, backend: String
  ) async throws {
    let name = "good~\(wire.rawValue)-\(backend)"
    let finding = try await model(wire, "\(backend)-\(name)")
      .describe(try Question.clip(), following: Instruction(.describe))
    let json: JSONValue? =
      switch finding.content {
      case .json(let value): value
      case .text(let words): AnswerReader().json(in: words)?.value
      }
    let rows = json?["segments"]?.asList?.map { $0["segment"]?.asInteger }
    #expect(rows == [1, 2] && finding.finish == .stop, "\(finding)")
    let seen = try #require(try ModelServer.shared.get().requests(for: name).last?["saw"])
    #expect(seen["pictures"]?.asList?.map { $0["time"]?.asNumber } == [0.5, 2.5])
    #expect(seen["pictures"]?.asList?.map { $0["width"]?.asInteger } == [64, 32])
    #expect(seen["schema"]?["properties"]?["segments"] != nil || seen["wants_json"] == true)
  }

  @Test(arguments: [
    (ServerKind.gemini, "chain-rate-limit-always", ModelError.Code.rateLimited),
    (.anthropic, "chain-rate-limit-always", .rateLimited),
    (.gemini, "nobody-there", .noSuchModel), (.anthropic, "nobody-there", .noSuchModel),
    (.anthropic, "claude-context-loud@50", .contextTooLong),
    (.gemini, "chain-context-loud@50", .contextTooLong),
  ])
  func `errors come through`(
    wire: ServerKind, name: String, code: ModelError.Code
  ) async throws {
    let (model, clip) = (try await model(wire, name), try Question.clip())
    let error = await #expect(throws: ModelError.self) {
      try await model.describe(clip, following: Instruction(.describe))
    }
    #expect(error?.code == code, "\(error?.message ?? "")")
  }
}
