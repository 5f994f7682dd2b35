import JSON
import Models
import Providers
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(40)), .waiting) struct ChatModelTests {
  static let conformance = ModelConformance(
    model: { ChatModel($0, over: $1) }, kind: .compatible, path: "")

  /// The servers that speak this wire, each with its own quirks.
  static let kinds: [(ServerKind, String)] = [
    (.openai, "/as/openai/v1"), (.vllm, "/as/vllm/v1"), (.llama, "/as/llama.cpp/v1"),
    (.sglang, "/as/sglang/v1"), (.lmstudio, "/as/lmstudio/v1"), (.litellm, "/as/litellm/v1"),
  ]

  @Test(arguments: [true, false]) func `words come with pictures seen`(streams: Bool) async throws {
    try await Self.conformance.answersInWords(streams: streams)
  }

  @Test(arguments: [true, false]) func `JSON comes in its shape`(streams: Bool) async throws {
    try await Self.conformance.answersInShape(streams: streams)
  }

  @Test(arguments: Misbehaviour.all())
  func `a streamed answer ends as it must`(behaviour: Misbehaviour) async throws {
    try await Self.conformance.survives(behaviour)
  }

  @Test(arguments: ModelConformance.breaks)
  func `half a sentence is no answer`(name: String, code: ModelError.Code) async throws {
    try await Self.conformance.takesNoHalf(name, code, saying: "The engine stopped")
  }

  static let whole = Misbehaviour.all(
    but: [.init("stream-unsupported", .json)] + Misbehaviour.unstreamed)

  @Test(arguments: whole)
  func `a whole answer ends as it must`(behaviour: Misbehaviour) async throws {
    try await Self.conformance.survives(behaviour, streams: false)
  }

  @Test func `what was refused once is not sent again`() async throws {
    try await Self.conformance.learns()
  }
  @Test func `calls do not mix`() async throws { try await Self.conformance.keepsCallsApart() }
  @Test func `nothing hangs`() async throws { try await Self.conformance.stopsInTime() }
  @Test func `nobody is asked without leave`() async throws {
    try await Self.conformance.saysWhoIsNotThere()
  }
  @Test func `the profile is obeyed`() async throws { try await Self.conformance.obeysItsProfile() }
  @Test func `the key is shown`() async throws { try await Self.conformance.showsItsKey() }

  @Test(arguments: kinds)
  func `every server that speaks this wire is understood`(
    kind: ServerKind, path: String
  ) async throws {
    let conformance = ModelConformance(
      model: { ChatModel($0, over: $1) }, kind: kind, path: path)
    try await conformance.answersInShape(streams: true)
    let loud = try await conformance.outcome(
      of: conformance.entry("context-loud@50", tag: "kind-\(kind)"))
    if case .failure(let error) = loud {
      #expect(error.code == .contextTooLong && error.most == 50)
    } else {
      Issue.record("an answer beyond the context")
    }
  }

  @Test func `pictures that may move are listed in words`() async throws {
    let known = try await body { $0.profile.order = .interleaved }
    #expect(known["messages"]?.text.contains("image 2: Picture 2, t=2.500 s") == false)
    let unknown = try await body { $0.profile.order = .unknown }
    #expect(unknown["messages"]?.text.contains("image 2: Picture 2, t=2.500 s") == true)
    // The question stays last.
    let last = unknown["messages"]?.asList?.last?["content"]?.asList?.last
    #expect(last?["text"]?.asText?.hasPrefix("For each of the 2 segments") == true)
  }

  @Test func `the server checks what it is sent`() async throws {
    let entry = try Self.conformance.entry("good", tag: "hot")
    let hot = Instruction(.describe, temperature: 5)
    guard case .failure(let error) = try await Self.conformance.outcome(of: entry, hot) else {
      Issue.record("a body that breaks the rules was taken")
      return
    }
    #expect(error.code == .badRequest && error.message.contains("from 0 to 2"))
    #expect(error.transfers.count == 1)
  }

  @Test func `settings are sent as the profile has them`() async throws {
    let body = try await body {
      $0.profile.limitField = .maxCompletionTokens
      $0.profile.outputTokens = 300
      ($0.profile.thinking, $0.profile.pictureDetail) = (.effort, "low")
      $0.profile.countsInStream = false
    }
    #expect(body["max_completion_tokens"] == 300 && body["max_tokens"] == nil)
    #expect(body["reasoning_effort"] == "none" && body["stream_options"] == nil)
    #expect(body["messages"]?.text.contains("\"detail\":\"low\"") == true)
    #expect(body["temperature"] == nil)
  }

  /// The body of a request as the server got it.
  private func body(_ change: (inout ServerEntry) -> Void) async throws -> JSONValue {
    let entry = try Self.conformance.entry(
      "good", tag: "body-\(UInt32.random(in: 0...(.max)))", change: change)
    _ = try await Self.conformance.outcome(of: entry).get()
    let request = try #require(try ModelServer.shared.get().requests(for: entry.model).last)
    return try JSONReader().value(of: try #require(request["body"]?.asText))
  }
}
