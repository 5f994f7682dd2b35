import JSON
import Models
import Providers
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(40)), .waiting) struct LiteLLMTests {
  private static func ask(
    _ name: String, _ instruction: Instruction = Instruction(.describe),
    key: String = ThirdPartyServers.proxyKey, change: (inout ServerEntry) -> Void = { _ in }
  ) async throws -> Result<Finding, ModelError> {
    var entry = ServerEntry(
      "proxy", .litellm, model: name, base: try await ThirdPartyServers.proxy.address,
      key: Secret(key))
    entry.retryPolicy.firstDelay = .milliseconds(20)
    change(&entry)
    let clip = try Question.clip()
    do throws(ModelError) {
      return .success(
        try await ChatModel(entry, over: WebClient(policy: .any)).describe(
          clip, following: instruction))
    } catch {
      return .failure(error)
    }
  }

  @Test(arguments: ["chain", "claude", "gem"], [true, false])
  func `answers come through the proxy from every wire`(wire: String, streams: Bool) async throws {
    let words = try await Self.ask(
      "\(wire)-good~proxy", Instruction(.answer(prompt: "What is there?"))
    ) { $0.profile.streams = streams }.get()
    guard case .text(let text) = words.content else {
      Issue.record("no words: \(words)")
      return
    }
    #expect(text.contains("64x36 \"Picture 1, t=0.500 s, segment 1\""))
    #expect(text.contains("32x18 \"Picture 2, t=2.500 s, segment 2\""))
    #expect(words.finish == .stop && words.usage != nil)

    let schema = try JSONSchema(Question.film)
    let shaped = try await Self.ask(
      "\(wire)-good~proxy", Instruction(.answer(prompt: "Describe."), shape: .schema(schema))
    ) { $0.profile.streams = streams }.get()
    guard case .json(let value) = shaped.content else {
      Issue.record("no JSON: \(shaped)")
      return
    }
    // For Gemini models that it does not know, the proxy moves the schema into the prompt.
    #expect(SchemaCheck(schema).complaints(about: value).isEmpty || wire == "gem", "\(value.text)")
  }

  static let errors: [(String, ModelError.Code)] = [
    ("chain-status-401", .unauthorised), ("chain-status-404", .noSuchModel),
    ("chain-status-429", .rateLimited), ("chain-status-500", .unavailable),
    ("chain-context-loud@50", .contextTooLong),
    ("chain-pictures-unsupported", .picturesUnsupported),
    ("claude-status-429", .rateLimited),
    ("gem-status-429", .rateLimited), ("nobody-knows-this", .noSuchModel),
  ]

  @Test(arguments: errors)
  func `errors come through the proxy as what they are`(
    name: String, code: ModelError.Code
  ) async throws {
    guard case .failure(let error) = try await Self.ask("\(name)~proxy") else {
      Issue.record("an answer of \(name)")
      return
    }
    #expect(error.code == code, "\(error)")
  }

  @Test func `a wrong key is told from a wrong question`() async throws {
    guard case .failure(let error) = try await Self.ask("chain-good~key", key: "sk-wrong") else {
      Issue.record("a wrong key was good enough")
      return
    }
    #expect(error.code == .unauthorised && !error.message.contains("sk-wrong"), "\(error)")
  }
}

@Suite(
  .timeLimit(.minutes(40)), .waiting,
  .enabled(if: ThirdPartyServers.llamaFolder != nil, "SHOTLOG_LLAMA names no folder"))
struct LlamaTests {
  private static func model(_ address: String) -> ChatModel {
    ChatModel(ServerEntry("llama", .llama, model: "tiny", base: address))
  }

  /// A model of random numbers writes what a schema leaves it, and words that are no UTF-8.
  private static let schema: JSONValue = [
    "type": "object",
    "properties": [
      "segment": ["type": "integer", "minimum": 1, "maximum": 9],
      "kind": ["type": "string", "enum": ["talk", "action"]],
    ],
    "required": ["segment", "kind"],
  ]

  private static func clip(pictures: Bool) throws -> Clip {
    var clip = try Question.clip()
    clip.segments[0].speech = []
    if !pictures { clip.pictures = [] }
    return clip
  }

  @Test func `a real server sees the pictures and keeps to the schema`() async throws {
    let schema = try JSONSchema(Self.schema)
    let instruction = Instruction(
      .answer(prompt: "What?"), shape: .schema(schema), outputTokens: 200)
    let model = Self.model(try await ThirdPartyServers.llama.address)
    let seen = try await model.describe(try Self.clip(pictures: true), following: instruction)
    let unseen = try await model.describe(try Self.clip(pictures: false), following: instruction)
    for finding in [seen, unseen] {
      guard case .json(let value) = finding.content else {
        Issue.record("no JSON: \(finding)")
        return
      }
      #expect(SchemaCheck(schema).complaints(about: value).isEmpty, "\(value.text)")
    }
    // 16 tokens each, and their labels.
    #expect(try #require(seen.usage).input - (try #require(unseen.usage)).input >= 32)
  }

  @Test func `a real server says what does not fit, and that it is blind`() async throws {
    let instruction = Instruction(.answer(prompt: String(repeating: "x", count: 5000)))
    await #expect(
      performing: {
        try await Self.model(try await ThirdPartyServers.llama.address).describe(
          try Self.clip(pictures: false), following: instruction)
      },
      throws: { error in
        let error = error as? ModelError
        return error?.code == .contextTooLong && error?.most == 2048
      })
    await #expect(
      performing: {
        try await Self.model(try await ThirdPartyServers.blindLlama.address).describe(
          try Self.clip(pictures: true), following: Instruction(.answer(prompt: "What?")))
      },
      throws: { error in
        let error = error as? ModelError
        return error?.code == .picturesUnsupported && error?.transfers.count == 1
      })
  }
}
