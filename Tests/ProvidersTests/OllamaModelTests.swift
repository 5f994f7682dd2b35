import JSON
import Models
import Providers
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(40)), .waiting) struct OllamaModelTests {
  static let conformance = ModelConformance(
    model: { OllamaModel($0, over: $1) }, kind: .ollama, path: "", preludes: 1)

  /// The wire has no words for some things that others say.
  private static let others: [Misbehaviour] = [
    .init("max-tokens-field", .json), .init("refusal", .words), .init("content-filter", .words),
    .init("prompt-blocked", .words),
  ]
  private static let missing: Set = ["pictures-unsupported", "pictures-unsupported-500"]

  static let streamed = Misbehaviour.all(
    but: others + [.init("no-finish", .finish(.unknown), 3)], without: missing)
  static let whole = Misbehaviour.all(
    but: others + [.init("stream-unsupported", .json)] + Misbehaviour.unstreamed,
    without: missing)

  @Test(arguments: [true, false]) func `words come with pictures seen`(streams: Bool) async throws {
    try await Self.conformance.answersInWords(streams: streams)
  }

  @Test(arguments: [true, false]) func `JSON comes in its shape`(streams: Bool) async throws {
    try await Self.conformance.answersInShape(streams: streams)
  }

  @Test(arguments: streamed)
  func `a streamed answer ends as it must`(behaviour: Misbehaviour) async throws {
    try await Self.conformance.survives(behaviour)
  }

  @Test(arguments: whole)
  func `a whole answer ends as it must`(behaviour: Misbehaviour) async throws {
    try await Self.conformance.survives(behaviour, streams: false)
  }

  @Test(arguments: ModelConformance.breaks)
  func `half a sentence is no answer`(name: String, code: ModelError.Code) async throws {
    try await Self.conformance.takesNoHalf(name, code, saying: "an error was encountered")
  }

  @Test func `calls do not mix`() async throws { try await Self.conformance.keepsCallsApart() }
  @Test func `nothing hangs`() async throws { try await Self.conformance.stopsInTime() }
  @Test func `nobody is asked without leave`() async throws {
    try await Self.conformance.saysWhoIsNotThere()
  }
  @Test func `the profile is obeyed`() async throws { try await Self.conformance.obeysItsProfile() }
  @Test func `the key is shown`() async throws { try await Self.conformance.showsItsKey() }

  @Test func `a model that sees nothing is not shown anything`() async throws {
    let entry = try Self.conformance.entry("pictures-unsupported", tag: "blind")
    guard case .failure(let error) = try await Self.conformance.outcome(of: entry) else {
      Issue.record("an answer about pictures that nobody saw")
      return
    }
    #expect(error.code == .picturesUnsupported && error.transfers.count == 1)
  }

  @Test func `the context grows with the question, and is not made smaller again`() async throws {
    let entry = try Self.conformance.entry("good", tag: "context") { $0.profile.outputTokens = 512 }
    let model = Self.conformance.make(entry)
    var clip = try Question.clip()
    _ = try await model.describe(clip, following: Instruction(.describe))
    clip.segments[0].speech[0].text = String(repeating: "Mind the boats. ", count: 3000)
    _ = try await model.describe(clip, following: Instruction(.describe))
    _ = try await model.describe(try Question.clip(), following: Instruction(.describe))
    let bodies = try ModelServer.shared.get().requests(for: entry.model)
      .filter { $0["path"] == "/api/chat" }
      .map { try JSONReader().value(of: try #require($0["body"]?.asText)) }
    #expect(bodies.map { $0["options"]?["num_ctx"] } == [4096, 16384, 16384])
    for body in bodies {
      #expect(body["truncate"] == false && body["shift"] == false && body["think"] == false)
      #expect(body["options"]?["num_predict"] == 512)
    }
  }

  @Test func `a context that is set is kept to, and what does not fit is an error`() async throws {
    let entry = try Self.conformance.entry("good", tag: "set") { $0.profile.contextTokens = 1024 }
    guard case .failure(let error) = try await Self.conformance.outcome(of: entry) else {
      Issue.record("an answer about what was forgotten")
      return
    }
    #expect(error.code == .contextTooLong && error.most == 1024)
  }
}
