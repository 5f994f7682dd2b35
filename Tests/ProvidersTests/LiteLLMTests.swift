import Foundation
import JSON
import MediaTypes
import Models
import Providers
import TestSupport
import Testing
import Web

private let isProxyInstalled = FileManager.default.isExecutableFile(
  atPath: Repository.path(".build-clients-litellm/bin/litellm"))

/// Through a real LiteLLM proxy to the server of `Tests/Clients/models`: three wires in, three wires out.
@Suite(
  .enabled(if: isProxyInstalled, "the proxy is missing; Tests/Clients/install installs it"),
  .timeLimit(.minutes(10))
)
struct LiteLLMTests {
  private struct Proxy {
    let address, log: String

    init() throws {
      log =
        FileManager.default.temporaryDirectory
        .appending(path: "shotlog-litellm-\(ProcessInfo.processInfo.processIdentifier).jsonl").path
      let server = try ServedProcess("server.py", ["--log", log])
      let port = "\(20000 + ProcessInfo.processInfo.processIdentifier % 20000)"
      address = try ServedProcess("litellm", [port, server.address]).address
    }

    /// What reached the server for a model, oldest first.
    func seen(_ model: String) throws -> [JSONValue] {
      try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        .compactMap { try JSONReader().value(of: String($0))["saw"] }
        .filter { $0["model"]?.asText == model }
    }
  }

  private static let proxy = Result { try Proxy() }

  private func model(_ wire: ServerKind, _ name: String) throws -> any VideoModel {
    var entry = ServerEntry(
      "proxy", wire, model: name, base: try Self.proxy.get().address, key: Secret("sk-test-1234"))
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
      .describe(Questions.clip(), following: Instruction(.describe))
    let json: JSONValue? =
      switch finding.content {
      case .json(let value): value
      case .text(let words): AnswerReader().json(in: words)?.value
      }
    let rows = json?["segments"]?.asList?.map { $0["segment"]?.asInteger }
    #expect(rows == [1, 2] && finding.finish == .stop, "\(finding)")
    let seen = try #require(try Self.proxy.get().seen(name).last)
    #expect(seen["pictures"]?.asList?.map { $0["time"]?.asNumber } == [0.5, 4.5])
    #expect(seen["pictures"]?.asList?.map { $0["width"]?.asInteger } == [16, 16])
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
    let model = try model(wire, name)
    let error = await #expect(throws: ModelError.self) {
      try await model.describe(Questions.clip(), following: Instruction(.describe))
    }
    #expect(error?.code == code, "\(error?.message ?? "")")
  }
}
