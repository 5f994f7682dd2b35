import Foundation
import MediaTypes
import TestSupport
import Testing

@testable import Media

private func levels(_ source: MediaSource, stream: Int? = nil) throws -> [SoundLevel] {
  var reader = try LevelReader(source, stream: stream)
  var levels: [SoundLevel] = []
  while let level = try reader.next() { levels.append(level) }
  return levels
}

@Suite(.timeLimit(.minutes(40)), .computing) struct LevelReaderTests {
  @Test func `levels are the ones the file was made with`() throws {
    let levels = try levels(fixture("sound-levels.mkv"))
    #expect(levels.count == 40)
    for (place, level) in levels.enumerated() {
      #expect(abs(level.start.seconds - Double(place) / 10) < 0.001)
      switch place / 10 {
      case 1:
        #expect(abs(level.rms - -23.01) < 0.02 && abs(level.peak - -20) < 0.02)
      case 3:
        #expect(abs(level.rms - -9.01) < 0.02 && abs(level.peak - -6) < 0.02)
      default:
        #expect(level.rms == -.infinity && level.peak == -.infinity)
      }
    }
    #expect(levels[5].integrated == -.infinity)
    #expect(levels[5].momentary == -.infinity)
  }

  @Test(arguments: ["sound-levels.mkv", "sound-levels.mp4", "sound-surround.mkv", "chapters.mkv"])
  func `loudness is what ffmpeg measures at every tenth`(file: String) throws {
    let text = try Program.text(
      "ffmpeg",
      [
        "-i", Repository.path("Fixtures/media/\(file)"), "-map", "0:a:0", "-af",
        "ebur128=metadata=1,ametadata=mode=print:file=-", "-f", "null", "-",
      ])
    func values(_ key: String) -> [Double] {
      text.split(separator: "\n").filter { $0.hasPrefix("lavfi.r128.\(key)=") }
        .compactMap { Double($0.split(separator: "=")[1]) }
    }
    let index = try MediaDescription(of: fixture(file)).sounds.first?.common.index
    let levels = try levels(fixture(file), stream: index)
    let measures: [(String, (SoundLevel) -> Double, Double)] = [
      ("M", \.momentary, -120), ("S", \.shortTerm, -120), ("I", \.integrated, -70),
    ]
    for (key, value, nothing) in measures {
      let expected = values(key)
      #expect(expected.count >= 19)
      // A last part of a tenth is a level too, but brings no new measure.
      #expect((0...1).contains(levels.count - expected.count))
      for (level, expected) in zip(levels, expected) {
        if expected > nothing {
          #expect(abs(value(level) - expected) < 0.002)
        } else {
          #expect(value(level) == -.infinity)
        }
      }
    }
  }

  @Test func `the last part of a tenth counts`() throws {
    let bytes = try tone(
      "-f", "lavfi", "-i", "sine=440:r=11025:d=1.05", "-c:a", "pcm_s16le", "-f", "caf")
    let levels = try levels(.memory(bytes))
    #expect(levels.count == 11)
    let last = try #require(levels.last)
    #expect(abs(last.start.seconds - 1) < 0.001)
    #expect(abs(last.rms - -21.07) < 0.1)
  }

  @Test(arguments: [1, 8, 9, 16])
  func `all channels are measured`(channels: Int) throws {
    let inputs = (0..<channels).map { "[\($0)]" }.joined()
    let bytes = try tone(
      "-f", "lavfi", "-i", "sine=440:r=48000:d=1", "-filter_complex",
      "[0:a]asplit=\(channels)\(inputs);\(inputs)amerge=inputs=\(channels)", "-c:a", "pcm_s16le",
      "-f", "caf")
    let levels = try levels(.memory(bytes))
    #expect(levels.count == 10)
    #expect(levels.allSatisfy { abs($0.rms - -21.07) < 0.1 && abs($0.peak - -18.06) < 0.1 })
  }

  @Test func `channels that cannot be placed have levels without loudness`() throws {
    let levels = try levels(.memory(try unnamedChannels(11)))
    #expect(levels.count == 10)
    for level in levels {
      #expect(abs(level.peak - -12.25) < 0.05 && abs(level.rms - -15.26) < 0.05)
      #expect(level.momentary == -.infinity && level.integrated == -.infinity)
    }
  }

  @Test func `a hole begins a new tenth and is heard as silence`() throws {
    let before = try tone(
      "-f", "lavfi", "-i", "sine=440:r=48000:d=4", "-c:a", "mp2", "-f", "mpegts")
    let after = try tone(
      "-f", "lavfi", "-i", "sine=440:r=48000:d=4", "-c:a", "mp2", "-output_ts_offset", "10", "-f",
      "mpegts")
    let levels = try levels(.memory(before + after))
    let steps = zip(levels, levels.dropFirst()).map { $1.start.seconds - $0.start.seconds }
    #expect(steps.count { $0 > 0.11 } == 1)
    let place = try #require(steps.firstIndex { $0 > 0.11 })
    #expect(abs(levels[place + 1].start.seconds - 11.4) < 0.02)
    // A tenth after a long pause, three quarters of the window are silent still.
    #expect(levels[place + 1].momentary < levels[place].momentary - 5)
    #expect(levels[place + 1].shortTerm < levels[place].shortTerm - 10)
  }
}
