import FoundationEssentials
import JSON
import Media
import MediaTypes
import Models
import Synchronization
import TestSupport
import Testing

@testable import Analysis

@Suite(.timeLimit(.minutes(40)), .computing) struct HearingTests {
  /// Writes down a line for each sound, and remembers what it heard.
  private final class ScriptedTranscriber: Transcriber {
    typealias Script = @Sendable (SpeechSound, Int) throws(ModelError) -> Transcript

    let identity = ModelIdentity(provider: "test", name: "ear")
    private let script: Script
    private let record = Mutex<[SpeechSound]>([])

    init(_ script: @escaping Script = { sound, call in .line("Line \(call).", sound.range) }) {
      self.script = script
    }

    var heard: [SpeechSound] { record.withLock { $0 } }

    func transcribe(_ sound: SpeechSound) async throws(ModelError) -> Transcript {
      let call = record.withLock { record in
        record.append(sound)
        return record.count
      }
      return try script(sound, call)
    }
  }

  private static let model = ScriptedModel { clip, _, _ in
    .json(
      ScriptedModel.segments(clip.segments.map(\.number)) { number in
        let said = clip.segments.first { $0.number == number }?.speech.map(\.text) ?? []
        return [
          .init("title", .text(said.joined(separator: " "))), .init("description", "x"),
          .init("keywords", []),
        ]
      })
  }

  private static func request(_ name: String) -> AnalysisRequest {
    AnalysisRequest(.path(Repository.path("Fixtures/media/\(name)")))
  }

  /// What the usual look at `shots.mp4` finds, looked at once for all tests.
  private static let shots = Result {
    let usual = request("shots.mp4")
    return try usual.scan.footage(of: usual.source)
  }

  private static func hearing(
    _ transcriber: ScriptedTranscriber, _ name: String = "shots.mp4", longest: Ratio = 600,
    kept: KeptFolder? = nil, mostRequests: Int? = nil
  ) throws -> Hearing {
    let request = request(name)
    let footage =
      name == "shots.mp4" ? try shots.get() : try request.scan.footage(of: request.source)
    return Hearing(
      transcriber: transcriber, source: request.source, footage: footage, contentName: "x",
      kept: kept, limits: MediaLimits(), interruption: Interruption(),
      mostRequests: mostRequests, longest: longest)
  }

  @Test func `what is heard joins the segments, and who heard it is told`() async throws {
    let ear = ScriptedTranscriber()
    let result = try await Analyzer(Self.model, hearingWith: ear).run(Self.request("shots.mp4"))
    #expect(result.segments.allSatisfy { $0.words?.title == "Line 1." })
    #expect(result.segments.flatMap { $0.clip.speech.map(\.text) }.contains("Line 1."))
    // A line that goes on through several segments is one line.
    #expect(result.speech.map(\.text).contains("Line 1."))
    #expect(Set(result.speech.map(\.text)).count == result.speech.count)
    #expect(result.transcription?.transcriber == ear.identity)
    #expect(result.transcription?.languages == ["en"])
    #expect(result.run.asked == 2 && result.problems.isEmpty)
    #expect(result.run.stages.map(\.name) == ["look", "hear", "prepare", "ask"])
    // The whole sound, at 16,000 samples a second of two bytes.
    let heard = try #require(ear.heard.first)
    #expect(abs(heard.range.seconds - 15.6) < 0.1)
    #expect(abs(heard.wav.count - 499_200) < 3200)
  }

  @Test(arguments: ["story.mkv", "no-audio.mp4", "h264-bframes.mp4"])
  func `nobody listens to a video with lines of its own, or without sound`(
    name: String
  ) async throws {
    let ear = ScriptedTranscriber()
    _ = try await Analyzer(Self.model, hearingWith: ear).run(Self.request(name))
    #expect(ear.heard.isEmpty)
  }

  @Test func `what was heard is kept, and not asked again`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "hear-\(UInt64.random(in: 0 ... .max))")
    defer { try? FileManager.default.removeItem(at: folder) }
    let kept = KeptFolder(path: folder.path)
    let first = ScriptedTranscriber()
    let heard = try await Self.hearing(first, longest: 4, kept: kept).outcome { _, _ in }
    #expect(heard.asked == first.heard.count && heard.asked >= 4)
    let second = ScriptedTranscriber()
    let again = try await Self.hearing(second, longest: 4, kept: kept).outcome { _, _ in }
    #expect(second.heard.isEmpty && again.remembered == heard.asked)
    #expect(again.lines == heard.lines && again.languages == heard.languages)
  }

  @Test func `a stretch that fails is told, and the others are heard`() async throws {
    let ear = ScriptedTranscriber { sound, call throws(ModelError) in
      if call == 2 { throw ModelError(.timedOut, "too slow") }
      return .line("Line \(call).", sound.range)
    }
    let heard = try await Self.hearing(ear, longest: 4).outcome { _, _ in }
    #expect(heard.problems.map(\.code) == [.timedOut])
    #expect(heard.lines.map(\.text).prefix(2) == ["Line 1.", "Line 3."])
    for (sound, line) in zip([ear.heard[0]] + ear.heard.dropFirst(2), heard.lines) {
      #expect(line.range == sound.range)
    }
  }

  @Test func `a server that refuses is not asked on, and a budget holds`() async throws {
    let refusing = ScriptedTranscriber { _, _ throws(ModelError) in
      throw ModelError(.unauthorised, "no key")
    }
    let refused = try await Self.hearing(refusing, longest: 4).outcome { _, _ in }
    #expect(refusing.heard.count == 1 && refused.problems.map(\.code) == [.unauthorised])
    let ear = ScriptedTranscriber()
    let bounded = try await Self.hearing(ear, longest: 4, mostRequests: 2).outcome { _, _ in }
    #expect(ear.heard.count == 2 && bounded.problems.map(\.code) == [.overBudget])
  }

  @Test(arguments: 0..<200) func `sound is taken apart at pauses, and none of it is lost`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    func instant(_ thousandths: Int64) -> Timestamp { Timestamp(thousandths, .milliseconds) }
    let end = Int64.random(in: 1...40_000, using: &random)
    var silences: [TimeRange] = []
    var last: Int64 = 0
    while last < end {
      let start = last + Int64.random(in: 1...6000, using: &random)
      last = start + Int64.random(in: 400...5000, using: &random)
      silences.append(TimeRange(instant(start), upTo: instant(last)))
    }
    let range = TimeRange(instant(0), upTo: instant(end))
    let stretches = SpeechCuts(silences: silences, longest: 10).stretches(of: range)
    var heard: Int64 = 0
    for stretch in stretches {
      #expect(stretch.seconds > 0 && stretch.seconds <= 10)
      // What lies between two stretches is silent.
      if stretch.start > instant(heard) {
        let gap = TimeRange(instant(heard), upTo: stretch.start)
        #expect(silences.contains { $0.start <= gap.start && $0.end >= gap.end })
      }
      #expect(stretch.start >= instant(heard))
      heard = stretch.end.floored(to: .milliseconds).ticks
      let isInPause = silences.contains { $0.start < stretch.end && stretch.end < $0.end }
      #expect(isInPause || abs(stretch.seconds - 10) < 0.01 || stretch.end == range.end)
    }
    if heard < end {
      #expect(silences.contains { $0.start <= instant(heard) && $0.end >= range.end })
    }
  }
}

extension Transcript {
  fileprivate static func line(_ words: String, _ range: TimeRange) -> Transcript {
    Transcript(lines: [WordLine(range: range, text: words)], language: "en")
  }
}
