import Foundation
import JSON
import Models
import Synchronization
import TestSupport
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .waiting) struct ReplayTests {
  /// Gives one outcome after the other, whatever is asked.
  private final class Scripted: VideoModel {
    let identity = ModelIdentity(provider: "lab", name: "scripted")
    let appetite = Scripted.hearty
    private let outcomes: Mutex<[Result<Finding, ModelError>]>

    init(_ outcomes: [Result<Finding, ModelError>]) { self.outcomes = Mutex(outcomes) }

    func describe(
      _ clip: Clip, following instruction: Instruction
    ) async throws(ModelError) -> Finding {
      try outcomes.withLock { $0.isEmpty ? .success(.text("nothing left")) : $0.removeFirst() }
        .get()
    }

    static var hearty: ModelAppetite {
      var appetite = ModelAppetite()
      (appetite.picturesPerCall, appetite.contextTokens) = (3, 9000)
      (appetite.schemaSupport, appetite.findsSegments) = (.schema, false)
      appetite.pictureTokens = .tiles(base: 85, each: 170, side: 512)
      appetite.prices = TokenPrices(input: 0.25, output: 2)
      return appetite
    }
  }

  private static let rich = Finding(
    .json(["title": "Käse \"1\"\n", "n": [1, 2.5, .null, true]]), finish: .length,
    usage: TokenUsage(input: 10, output: 4), reportedModel: "m-2", unanswered: ["mood"],
    transfers: [Transfer(destination: "https://a:443", address: "::1", sent: 9, received: 9)])
  private static let refused = ModelError(
    .rateLimited, "lab: too many", wait: 3.5, most: 7,
    transfers: [Transfer(destination: "https://a:443", address: nil, sent: 9, received: 0)])

  private static func ask(
    _ model: any VideoModel, _ prompt: String, _ clip: Clip? = nil
  ) async throws -> Result<Finding, ModelError> {
    let clip = try clip ?? Question.clip()
    do throws(ModelError) {
      return .success(
        try await model.describe(clip, following: Instruction(.answer(prompt: prompt))))
    } catch {
      return .failure(error)
    }
  }

  private static func file(_ name: String) -> String {
    FileManager.default.temporaryDirectory
      .appending(path: "shotlog-replay-\(name)-\(UUID().uuidString).jsonl").path
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test func `what was recorded is played back in order, the last answer for good`() async throws {
    let path = Self.file("order")
    let outcomes: [Result<Finding, ModelError>] = [
      .success(Self.rich), .failure(Self.refused), .success(.text("second")), .success(.text("b")),
    ]
    var expected: [String] = []
    do {
      let recording = try RecordingModel(Scripted(outcomes), to: path)
      #expect(recording.identity.name == "scripted" && recording.appetite == Scripted.hearty)
      for prompt in ["a", "a", "a", "b"] {
        let outcome = try await Self.ask(recording, prompt)
        expected.append(Self.plain(outcome))
      }
    }
    for _ in 0..<2 {
      let replay = try ReplayModel(from: path)
      #expect(replay.identity.provider == "replay" && replay.identity.name == "lab/scripted")
      #expect(replay.appetite == Scripted.hearty)
      // Questions between others do not disturb.
      #expect(Self.plain(try await Self.ask(replay, "b")) == expected[3])
      for place in [0, 1, 2, 2, 2] {
        #expect(Self.plain(try await Self.ask(replay, "a")) == expected[place])
      }
    }
  }

  @Test func `what a server answered is played back without it`() async throws {
    let path = Self.file("server")
    let conformance = ChatModelTests.conformance
    var expected: [String] = []
    for behaviour in ["good", "cut-by-tokens", "status-401", "refusal", "context-loud@50"] {
      let entry = try conformance.entry(behaviour, tag: "replay")
      let recording = try RecordingModel(conformance.make(entry), to: path)
      expected.append(Self.plain(try await Self.ask(recording, "What?")))
    }
    #expect(!(try Self.text(path)).contains("sk-conformance"))
    let replay = try ReplayModel(from: path)
    for outcome in expected {
      #expect(Self.plain(try await Self.ask(replay, "What?")) == outcome)
    }
  }

  /// An outcome in words, without what left the machine for it.
  private static func plain(_ outcome: Result<Finding, ModelError>) -> String {
    switch outcome {
    case .success(var finding):
      finding.transfers = []
      return "\(finding)"
    case .failure(var error):
      error.transfers = []
      return "\(error.code) \(error.message) \(error.wait ?? -1) \(error.most ?? -1)"
    }
  }

  @Test func `a question that was not recorded is an error that says what to do`() async throws {
    let path = Self.file("unknown")
    do {
      let recording = try RecordingModel(Scripted([.success(.text("yes"))]), to: path)
      _ = try await Self.ask(recording, "known")
    }
    let replay = try ReplayModel(from: path)
    var other = try Question.clip()
    other.pictures[0].jpeg[20] ^= 1
    var later = try Question.clip()
    later.pictures[0].timestamp = Question.time(501)
    for (prompt, clip) in [("unknown", nil), ("known", other), ("known", later)] {
      guard case .failure(let error) = try await Self.ask(replay, prompt, clip) else {
        Issue.record("an answer to something else")
        continue
      }
      #expect(error.code == .brokenAnswer && error.message.contains("record again"))
    }
    #expect(try await Self.ask(replay, "known").get() == .text("yes"))
  }

  @Test func `a recording is for its owner's eyes, and holds no question and no key`() async throws
  {
    let path = Self.file("secret")
    let recording = try RecordingModel(Scripted([.success(Self.rich)]), to: path)
    _ = try await Self.ask(recording, "the prompt is private")
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let text = try Self.text(path)
    #expect(!text.contains("private") && !text.contains("Mind the boats") && !text.contains("443"))
    #expect(throws: RecordingError.self) { try RecordingModel(Scripted([]), to: path) }
  }

  @Test func `cancelling is not recorded`() async throws {
    let path = Self.file("cancelled")
    do {
      let recording = try RecordingModel(
        Scripted([.failure(ModelError(.cancelled, "cancelled"))]), to: path)
      _ = try await Self.ask(recording, "a")
    }
    #expect(try Self.text(path).split(separator: "\n").count == 1)
  }

  @Test func `cut off anywhere, what was whole is played, and recording goes on`() async throws {
    let path = Self.file("torn")
    do {
      let answers = (0..<3).map { Result<Finding, ModelError>.success(.text("answer \($0)")) }
      let recording = try RecordingModel(Scripted(answers), to: path)
      for number in 0..<3 { _ = try await Self.ask(recording, "\(number)") }
    }
    let whole = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let feeds = whole.indices.filter { whole[$0] == UInt8(ascii: "\n") }
    try #require(feeds.count == 4)
    var random = SplitMix64(seed: 7)
    for _ in 0..<40 {
      let end = Int.random(in: 0...whole.count, using: &random)
      try Data(whole[..<end]).write(to: URL(filePath: path))
      let lines = feeds.count { $0 < end }
      let replay = try? ReplayModel(from: path)
      #expect((replay == nil) == (lines == 0))
      for number in 0..<3 {
        guard let replay else { break }
        let isThere = (try? await Self.ask(replay, "\(number)").get()) == .text("answer \(number)")
        #expect(isThere == (number + 2 <= lines))
      }
      do {
        let again = try RecordingModel(Scripted([.success(.text("later"))]), to: path)
        _ = try await Self.ask(again, "new")
      }
      #expect(try await Self.ask(try ReplayModel(from: path), "new").get() == .text("later"))
    }
  }

  @Test(arguments: [
    "", "{}\n", "not json\n", "{\"recording\":2,\"provider\":\"a\",\"model\":\"b\"}\n",
  ])
  func `what is no recording is refused`(text: String) throws {
    let path = Self.file("broken")
    try Data(text.utf8).write(to: URL(filePath: path))
    #expect(throws: RecordingError.self) { try ReplayModel(from: path) }
    #expect(throws: RecordingError.self) { try ReplayModel(from: path + ".missing") }
  }
}
