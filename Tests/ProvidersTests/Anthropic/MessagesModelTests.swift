import JSON
import Models
import TestSupport
import Testing
import Web

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .waiting) struct MessagesModelTests {
  private static let conformance = ModelConformance(
    model: { MessagesModel($0, over: $1) }, kind: .anthropic, path: "",
    asksForFreeJSON: false)

  @Test(arguments: [true, false]) func `words come with pictures seen`(streams: Bool) async throws {
    try await Self.conformance.answersInWords(streams: streams)
  }

  @Test(arguments: [true, false]) func `JSON comes in its shape`(streams: Bool) async throws {
    try await Self.conformance.answersInShape(streams: streams)
  }

  /// What this wire has other words for: each way to ask for a shape is tried in turn.
  private static let others: [Misbehaviour] = [
    .init("json-object-only", .json, 4), .init("no-json", .json, 4),
    .init("max-tokens-field", .json), .init("no-temperature", .json),
    .init("content-filter", .finish(.refused)), .init("prompt-blocked", .finish(.refused)),
  ]

  /// Half of the bytes of its many events are less than half of the words.
  private static let early: [Misbehaviour] = [
    .init("hang-mid-answer", .error(.timedOut), 3, idle: 3),
    .init("cut-mid-answer", .error(.unreachable), 3),
  ]

  @Test(arguments: Misbehaviour.all(but: others + early))
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
    try await Self.conformance.takesNoHalf(name, code, saying: "Internal server error")
  }

  @Test func `what was refused once is not sent again`() async throws {
    try await Self.conformance.learns(after: 1)
  }
  @Test func `calls do not mix`() async throws { try await Self.conformance.keepsCallsApart() }
  @Test func `nothing hangs`() async throws { try await Self.conformance.stopsInTime() }
  @Test func `nobody is asked without leave`() async throws {
    try await Self.conformance.saysWhoIsNotThere()
  }
  @Test func `the profile is obeyed`() async throws { try await Self.conformance.obeysItsProfile() }
  @Test func `the key is shown`() async throws { try await Self.conformance.showsItsKey() }

  @Test func `a tool gives the answer where the profile wants it`() async throws {
    for streams in [true, false] {
      let entry = try Self.conformance.entry("good", tag: "tool-\(streams)") {
        ($0.profile.schemaMode, $0.profile.streams) = (.tool, streams)
      }
      let finding = try await Self.conformance.outcome(of: entry).get()
      guard case .json(let value) = finding.content else {
        Issue.record("no JSON: \(finding)")
        continue
      }
      #expect(value["segments"]?.asList?.count == 2 && finding.finish == .stop)
      let request = try #require(try ModelServer.shared.get().requests(for: entry.model).last)
      let body = try Question.json(try #require(request["body"]?.asText))
      #expect(body["tool_choice"]?["name"] == "emit" && body["output_config"] == nil)
    }
  }

  @Test func `versions and temperatures are as the profile has them`() async throws {
    for (version, sends) in [(nil, false), ("2026-10-21", false), ("2023-06-01", true)] {
      let entry = try Self.conformance.entry("good", tag: "version-\(version ?? "none")") {
        ($0.profile.version, $0.profile.sendsTemperature) = (version, sends)
      }
      let instruction = Instruction(.describe, temperature: 0.5)
      _ = try await Self.conformance.outcome(of: entry, instruction).get()
      let request = try #require(try ModelServer.shared.get().requests(for: entry.model).last)
      #expect(request["headers"]?["anthropic-version"]?.asText == version ?? "2023-06-01")
      #expect(
        request["headers"]?["x-api-key"] != nil && request["headers"]?["authorization"] == nil)
      let body = try Question.json(try #require(request["body"]?.asText))
      #expect(body["temperature"]?.asNumber == (sends ? 0.5 : nil))
    }
  }

  @Test(arguments: [
    ("https://api.anthropic.com", "/v1/messages", "2026-10-21"),
    ("https://api.anthropic.com/v1", "/messages", "2026-10-21"),
    ("http://127.0.0.1:4000/v1/", "/messages", "2023-06-01"),
    ("http://127.0.0.1:4000/proxy", "/v1/messages", "2023-06-01"),
  ])
  func `a base is taken with its version and without`(base: String, path: String, version: String) {
    let model = MessagesModel(ServerEntry("a", .anthropic, model: "m", base: base))
    #expect(model.path == path && model.version(ServerProfile(for: .anthropic)) == version)
  }

  @Test func `many pictures are no larger than many may be`() {
    let appetite = MessagesModel(ServerEntry("a", .anthropic, model: "m")).appetite
    #expect(appetite.picturesPerCall > 20 && appetite.longestSideOfText <= 2000)
    #expect((appetite.bytesPerCall ?? .max) / 3 * 4 < 32_000_000)
    #expect(appetite.pictureTokens.count(width: 640, height: 360) == 299)
  }
}
