import JSON
import Models
import TestSupport
import Testing
import Web

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .waiting) struct GeminiModelTests {
  private static let conformance = ModelConformance(
    model: { GeminiModel($0, over: $1) }, kind: .gemini, path: "")

  @Test(arguments: [true, false]) func `words come with pictures seen`(streams: Bool) async throws {
    try await Self.conformance.answersInWords(streams: streams)
  }

  @Test(arguments: [true, false]) func `JSON comes in its shape`(streams: Bool) async throws {
    try await Self.conformance.answersInShape(streams: streams)
  }

  /// What this wire has other words for: each way to ask for a shape is tried in turn.
  private static let others: [Misbehaviour] = [
    .init("json-object-only", .json, 4), .init("no-json", .json, 5),
    .init("max-tokens-field", .json), .init("refusal", .finish(.filtered)),
    .init("prompt-blocked", .finish(.filtered)),
  ]

  @Test(arguments: Misbehaviour.all(but: others))
  func `a streamed answer ends as it must`(behaviour: Misbehaviour) async throws {
    try await Self.conformance.survives(behaviour)
  }

  @Test(
    arguments: Misbehaviour.all(
      but: others + [.init("stream-unsupported", .json)] + Misbehaviour.unstreamed))
  func `a whole answer ends as it must`(behaviour: Misbehaviour) async throws {
    try await Self.conformance.survives(behaviour, streams: false)
  }

  @Test(arguments: ModelConformance.breaks)
  func `half a sentence is no answer`(name: String, code: ModelError.Code) async throws {
    try await Self.conformance.takesNoHalf(name, code, saying: "Internal error encountered")
  }

  @Test func `what was refused once is not sent again`() async throws {
    try await Self.conformance.learns(after: 2)
  }
  @Test func `calls do not mix`() async throws { try await Self.conformance.keepsCallsApart() }
  @Test func `nothing hangs`() async throws { try await Self.conformance.stopsInTime() }
  @Test func `nobody is asked without leave`() async throws {
    try await Self.conformance.saysWhoIsNotThere()
  }
  @Test func `the profile is obeyed`() async throws { try await Self.conformance.obeysItsProfile() }
  @Test func `the key is shown`() async throws { try await Self.conformance.showsItsKey() }

  @Test func `the way to ask for a shape is learnt for all questions`() async throws {
    let entry = try Self.conformance.entry("json-object-only", tag: "ways")
    let (model, clip) = (Self.conformance.make(entry), try Question.clip())
    for count in [4, 1] {
      let finding = try await model.describe(clip, following: Instruction(.describe))
      #expect(finding.transfers.count == count)
    }
  }

  @Test(arguments: [
    ("", "good", "/v1beta/models/good:streamGenerateContent?alt=sse"),
    ("/", "models/good", "/v1beta/models/good:streamGenerateContent?alt=sse"),
    ("/v1beta", "good", "/v1beta/models/good:streamGenerateContent?alt=sse"),
    ("/v1beta/", "good", "/v1beta/models/good:streamGenerateContent?alt=sse"),
  ])
  func `the key stands in the head, and the model in the path`(
    path: String, name: String, expected: String
  ) async throws {
    let entry = try Self.conformance.entry(name, tag: "path\(path.count)") { $0.base += path }
    _ = try await Self.conformance.outcome(of: entry).get()
    let tag = entry.model.replacing("models/", with: "")
    let request = try #require(try ModelServer.shared.get().requests(for: tag).last)
    #expect(request["path"]?.asText == expected.replacing("good", with: tag))
    #expect(request["headers"]?["x-goog-api-key"]?.asText?.hasPrefix("…") == true)
    #expect(request["headers"]?["authorization"] == nil)
  }

  @Test func `settings are sent as the profile has them`() async throws {
    let entry = try Self.conformance.entry("good", tag: "settings") {
      ($0.profile.pictureDetail, $0.profile.thinking) = ("low", .budget)
      $0.profile.outputTokens = 300
    }
    let instruction = Instruction(.describe, temperature: 0.5)
    _ = try await Self.conformance.outcome(of: entry, instruction).get()
    let request = try #require(try ModelServer.shared.get().requests(for: entry.model).last)
    let body = try Question.json(try #require(request["body"]?.asText))
    let configuration = try #require(body["generationConfig"])
    #expect(configuration["mediaResolution"] == "MEDIA_RESOLUTION_LOW")
    #expect(configuration["thinkingConfig"] == ["thinkingBudget": 0])
    #expect(configuration["maxOutputTokens"] == 300 && configuration["temperature"] == 0.5)
    #expect(configuration["responseJsonSchema"]?["type"] == "object")
  }

  @Test func `pictures are as large as they are worth`() {
    func appetite(_ model: String, detail: String? = nil) -> ModelAppetite {
      var entry = ServerEntry("g", .gemini, model: model)
      entry.profile.pictureDetail = detail
      return GeminiModel(entry).appetite
    }
    let old = appetite("gemini-2.5-flash")
    #expect(old.longestSide == 384 && old.pictureTokens.count(width: 384, height: 216) == 258)
    let new = appetite("gemini-4-argon")
    #expect(new.longestSide > 384 && new.pictureTokens == .each(1120))
    #expect(appetite("gemini-4-argon", detail: "low").pictureTokens == .each(280))
    // Base64 makes four bytes of three, and 20 MB are the bound.
    #expect((old.bytesPerCall ?? .max) / 3 * 4 < 20_000_000)
  }
}
