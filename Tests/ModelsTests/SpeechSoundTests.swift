import MediaTypes
import Models
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct SpeechSoundTests {
  private func block(
    at milliseconds: Int64, _ samples: [Float], rate: Int = 1000
  ) -> SoundBlock {
    SoundBlock(
      start: Timestamp(milliseconds, .milliseconds), sampleRate: rate, samples: samples)
  }

  /// The samples of a file with the shortest head.
  private func samples(_ sound: SpeechSound) -> [Int16] {
    let bytes = Array(sound.wav.dropFirst(44))
    return stride(from: 0, to: bytes.count, by: 2).map {
      Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
    }
  }

  @Test func `a file says what it holds`() throws {
    let sound = try #require(SpeechSound([block(at: 500, [0, 1, -1], rate: 16000)]))
    #expect(
      sound.wav == Array("RIFF".utf8) + [42, 0, 0, 0] + Array("WAVEfmt ".utf8)
        + [16, 0, 0, 0, 1, 0, 1, 0, 0x80, 0x3E, 0, 0, 0, 0x7D, 0, 0, 2, 0, 16, 0]
        + Array("data".utf8) + [6, 0, 0, 0, 0, 0, 0xFF, 0x7F, 0x01, 0x80])
    #expect(sound.range.start == Timestamp(500, .milliseconds))
  }

  @Test func `holes are silence, and what is too loud is cut`() throws {
    let sound = try #require(
      SpeechSound([block(at: 100, [0.5, 2]), block(at: 105, []), block(at: 104, [-9, .nan])]))
    #expect(samples(sound) == [16384, 32767, 0, 0, -32767, 0])
    #expect(
      sound.range
        == TimeRange(Timestamp(100, .milliseconds), upTo: Timestamp(106, .milliseconds)))
  }

  @Test func `a block that starts a little early follows the one before`() throws {
    let sound = try #require(SpeechSound([block(at: 0, [0, 0, 0]), block(at: 2, [1])]))
    #expect(samples(sound) == [0, 0, 0, 32767])
  }

  @Test func `nothing, too much and what does not fit together make no file`() {
    #expect(SpeechSound([]) == nil && SpeechSound([block(at: 0, [])]) == nil)
    #expect(SpeechSound([block(at: 0, [0]), block(at: 1, [0], rate: 8000)]) == nil)
    #expect(SpeechSound([block(at: 0, [0]), block(at: 40_000_000, [0])]) == nil)
    let most = (SpeechSound.mostBytes - 44) / 2
    let silence = [Float](repeating: 0, count: most)
    #expect(SpeechSound([block(at: 0, silence)])?.wav.count == SpeechSound.mostBytes)
    #expect(SpeechSound([block(at: 0, silence + [0])]) == nil)
  }
}
