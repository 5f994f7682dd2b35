import Foundation
import MediaTypes
import Models
import Providers
import TestSupport
import Testing
import Web

/// Against the server of `Tests/Clients/models`, which checks each form as its publishers would.
@Suite(.timeLimit(.minutes(40)), .waiting) struct TranscriptionModelTests {
  /// A second of silence, two of a tone, one of silence and one of a tone, from 100 seconds on.
  private static func sound() throws -> SpeechSound {
    var samples: [Float] = []
    for (isLoud, seconds) in [(false, 1), (true, 2), (false, 1), (true, 1)] {
      for place in 0..<(seconds * 16000) {
        let phase = 2 * Double.pi * 440 * Double(place) / 16000
        samples.append(isLoud ? Float(0.3 * sin(phase)) : 0)
      }
    }
    let start = Timestamp(100_000, .milliseconds)
    return try #require(
      SpeechSound([SoundBlock(start: start, sampleRate: 16000, samples: samples)]))
  }

  private func model(
    _ name: String, path: String = "/v1", language: String? = nil
  ) throws -> TranscriptionModel {
    var entry = ServerEntry(
      "whisper", .compatible, model: name, base: try ModelServer.shared.get().address + path)
    // A machine that runs other tests as well may be slow to answer.
    entry.connect = .seconds(60)
    return TranscriptionModel(entry, language: language, over: WebClient(policy: .any))
  }

  private func lines(_ transcript: Transcript) -> [String] {
    transcript.lines.map { "\($0.range.start.seconds)-\($0.range.end.seconds) \($0.text)" }
  }

  @Test(arguments: [
    ("whisper-1", "/v1", "en"), ("whisper-cpp", "/v1", "en"), ("any", "/inference", "en"),
    ("any", "/inference/", "en"),
    ("speaches", "/v1", "en"), ("segments-only", "/v1/", "en"), ("gzip", "/v1", "en"),
    ("status-500-once", "/v1", "en"), ("rate-limit-ms", "/v1", "en"),
  ])
  func `words are heard where it is loud`(name: String, path: String, tag: String) async throws {
    let transcript = try await model(name == "any" ? "good" : name, path: path)
      .transcribe(try Self.sound())
    #expect(
      lines(transcript) == [
        "101.0-103.0 the quick brown fox jumps", "104.0-105.0 over the",
      ])
    #expect(transcript.language == tag)
    #expect(!transcript.transfers.isEmpty)
  }

  @Test func `a model that gives text alone is asked for that, and at once the next time`()
    async throws
  {
    let model = try model("json-only")
    let first = try await model.transcribe(try Self.sound())
    #expect(lines(first) == ["100.0-105.0 the quick brown fox jumps over the"])
    #expect(first.language == nil)
    #expect(first.transfers.count == 2, "\(first.transfers)")
    #expect(try await model.transcribe(try Self.sound()).transfers.count == 1)
  }

  @Test(arguments: [
    ("status-401", ModelError.Code.unauthorised), ("nobody", .noSuchModel),
    ("should-not-retry", .unavailable), ("too-large", .requestTooLarge),
    ("insufficient-quota", .quotaExhausted), ("not-json", .brokenAnswer),
    ("rate-limit-long", .rateLimited),
  ])
  func `what goes wrong is told`(name: String, code: ModelError.Code) async throws {
    let model = try model(name)
    let sound = try Self.sound()
    let error = await #expect(throws: ModelError.self) { try await model.transcribe(sound) }
    #expect(error?.code == code, "\(error?.message ?? "")")
    #expect(error?.transfers.isEmpty == false)
  }
}
