import Foundation
import MediaTypes
import TestSupport
import Testing

@testable import Media

/// All blocks of a reader put together.
struct Recording {
  var blocks: [SoundBlock] = []
  var damage = DamageMap()

  init(
    _ source: MediaSource, stream: Int? = nil, sampleRate: Int = 16000,
    limits: MediaLimits = MediaLimits()
  ) throws {
    var reader = try AudioReader(source, stream: stream, sampleRate: sampleRate, limits: limits)
    while let block = try reader.next() { blocks.append(block) }
    damage = reader.damage
  }

  var samples: [Float] { blocks.flatMap(\.samples) }
  var seconds: Double { blocks.reduce(0) { $0 + $1.seconds } }
  var peak: Float { samples.map(abs).max() ?? 0 }
  var end: Double { blocks.last.map { $0.start.seconds + $0.seconds } ?? 0 }

  /// Where blocks begin more than a tick and a sample away from the end of the one before.
  var breaks: [(from: Double, to: Double)] {
    zip(blocks, blocks.dropFirst()).compactMap { a, b in
      let from = a.start.seconds + a.seconds
      let tick = Timestamp(1, a.start.timeBase).seconds
      return abs(b.start.seconds - from) > tick + 1e-6 ? (from, b.start.seconds) : nil
    }
  }
}

extension SoundBlock {
  var seconds: Double { Double(samples.count) / Double(sampleRate) }
}

/// A tone as a file of its own.
func tone(_ options: String...) throws -> [UInt8] {
  try Program.output("ffmpeg", options + ["-"])
}

/// A second of sound in as many equal channels, which the file does not name.
func unnamedChannels(_ count: Int) throws -> [UInt8] {
  let wave = (0..<48000).flatMap { place -> [UInt8] in
    let sample = Int16(8000 * sin(2 * Double.pi * 440 * Double(place) / 48000))
    let bytes = [UInt8(truncatingIfNeeded: sample), UInt8(truncatingIfNeeded: sample >> 8)]
    return (0..<count).flatMap { _ in bytes }
  }
  return try Program.withFile(wave, named: ".raw") { path in
    try tone(
      "-f", "s16le", "-ac", "\(count)", "-ar", "48000", "-i", path, "-c:a", "pcm_s16le", "-f", "caf"
    )
  }
}

func fixture(_ name: String) -> MediaSource { .path(Repository.path("Fixtures/media/\(name)")) }

@Suite(.timeLimit(.minutes(40)), .computing) struct AudioReaderTests {
  @Test(arguments: [
    ("sound-levels.mkv", 16000), ("sound-levels.mkv", 48000), ("sound-levels.mp4", 8000),
    ("sound-surround.mkv", 16000), ("sound-surround.mkv", 22050), ("chapters.mkv", 16000),
    ("audio-only.m4a", 16000), ("audio-only.mp3", 44100), ("h264.ts", 16000),
    ("audio-late.mkv", 11025),
  ])
  func `samples are the ones ffmpeg gives`(file: String, rate: Int) throws {
    let bytes = try Program.output(
      "ffmpeg",
      [
        "-i", Repository.path("Fixtures/media/\(file)"), "-map", "0:a:0", "-af",
        "aresample=osr=\(rate):ochl=mono:osf=flt:rematrix_maxval=1", "-f", "f32le", "-",
      ])
    let expected = stride(from: 0, to: bytes.count - 3, by: 4).map { place in
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * $1) })
    }
    let index = try MediaDescription(of: fixture(file)).sounds.first?.common.index
    let samples = try Recording(fixture(file), stream: index, sampleRate: rate).samples
    #expect(!expected.isEmpty)
    #expect(samples.count == expected.count)
    #expect(zip(samples, expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test(arguments: [
    "sound-levels.mkv", "sound-levels.mp4", "sound-surround.mkv", "chapters.mkv", "h264.ts",
    "audio-late.mkv", "audio-only.mp3", "audio-only.m4a", "edit-list-delay.mp4",
  ])
  func `sound begins where ffprobe sees the first frame, and has no breaks`(file: String) throws {
    let text = try Program.text(
      "ffprobe",
      [
        "-select_streams", "a:0", "-show_entries", "frame=best_effort_timestamp", "-of", "csv=p=0",
        Repository.path("Fixtures/media/\(file)"),
      ])
    let first = try #require(text.split(whereSeparator: { $0 == "\n" || $0 == "," }).first)
    let index = try MediaDescription(of: fixture(file)).sounds.first?.common.index
    let recording = try Recording(fixture(file), stream: index)
    #expect(recording.blocks.first?.start.ticks == Int64(first))
    #expect(recording.breaks.isEmpty)
    #expect(recording.damage.isEmpty)
  }

  @Test func `a tone is heard when it sounds, and as loud as it is`() throws {
    let recording = try Recording(fixture("sound-levels.mkv"))
    let samples = recording.samples
    let first = try #require(samples.firstIndex { abs($0) > 0.05 })
    #expect(abs(Double(first) / 16000 - 1) < 0.001)
    let pause = samples[(16000 * 2 + 200)..<(16000 * 3 - 200)]
    #expect(pause.allSatisfy { abs($0) < 1e-4 })
    // Both channels are equal: mixing them must not make them louder.
    #expect(abs(recording.peak - 0.501187) < 0.005)
    #expect(abs(recording.end - 4) < 1e-3)
  }

  @Test func `a late start is kept`() throws {
    let recording = try Recording(fixture("audio-late.mkv"))
    #expect(recording.blocks.first.map { abs($0.start.seconds - 1.25) < 0.001 } == true)
    #expect(abs(recording.end - 2) < 0.002)
  }

  @Test(arguments: [(1, 440.0), (2, 660.0)])
  func `the stream asked for is the one heard`(stream: Int, frequency: Double) throws {
    let samples = try Recording(fixture("chapters.mkv"), stream: stream).samples
    let rises = zip(samples, samples.dropFirst()).count { $0 < 0 && $1 >= 0 }
    #expect(abs(Double(rises) / (Double(samples.count) / 16000) - frequency) < 2)
  }

  @Test func `a hole in the stream is a later start`() throws {
    let before = try tone(
      "-f", "lavfi", "-i", "sine=440:r=48000:d=2", "-c:a", "mp2", "-f", "mpegts")
    let after = try tone(
      "-f", "lavfi", "-i", "sine=440:r=48000:d=2", "-c:a", "mp2", "-output_ts_offset", "2.5", "-f",
      "mpegts")
    let recording = try Recording(.memory(before + after))
    #expect(recording.breaks.count == 1)
    let hole = try #require(recording.breaks.first)
    // 84 frames of 24 ms reach from 1.4 s to 3.416 s; the rest starts 2.5 s after the first start.
    #expect(abs(hole.from - 3.416) < 0.001)
    #expect(abs(hole.to - 3.9) < 0.02)
    #expect(abs(recording.seconds - 4.032) < 0.002)
  }

  @Test func `what overlaps is heard once`() throws {
    let before = try tone(
      "-f", "lavfi", "-i", "sine=440:r=48000:d=2", "-c:a", "mp2", "-f", "mpegts")
    let after = try tone(
      "-f", "lavfi", "-i", "sine=440:r=48000:d=2", "-c:a", "mp2", "-output_ts_offset", "1.5", "-f",
      "mpegts")
    let recording = try Recording(.memory(before + after))
    #expect(recording.breaks.isEmpty)
    #expect(abs(recording.end - (2.9 + 2.016)) < 0.02)
  }

  @Test func `a clock that starts over goes on`() throws {
    let part = try tone(
      "-f", "lavfi", "-i", "sine=440:r=48000:d=4", "-c:a", "mp2", "-f", "mpegts")
    let recording = try Recording(.memory(part + part))
    #expect(recording.breaks.isEmpty)
    #expect(abs(recording.seconds - 8.016) < 0.01)
  }

  @Test func `a change of rate and channels does not disturb the clock`() throws {
    let before = try tone(
      "-f", "lavfi", "-i", "sine=440:r=48000:d=2", "-ac", "2", "-c:a", "mp2", "-f", "mpegts")
    let after = try tone(
      "-f", "lavfi", "-i", "sine=440:r=32000:d=2", "-c:a", "mp2", "-output_ts_offset", "2.016",
      "-f", "mpegts")
    let recording = try Recording(.memory(before + after))
    #expect(recording.breaks.allSatisfy { $0.to >= $0.from && $0.to - $0.from < 0.04 })
    // A second of the second part, before the silence that fills its last frame.
    let samples = recording.samples.suffix(18000).prefix(16000)
    let rises = zip(samples, samples.dropFirst()).count { $0 < 0 && $1 >= 0 }
    #expect(abs(rises - 440) <= 1)
    #expect(abs(recording.end - (1.4 + 2.016 + 2.016)) < 0.05)
  }

  @Test(arguments: [1, 6, 8, 9, 16])
  func `any number of channels mixes to one`(channels: Int) throws {
    let inputs = (0..<channels).map { "[\($0)]" }.joined()
    let bytes = try tone(
      "-f", "lavfi", "-i", "sine=440:r=48000:d=1", "-filter_complex",
      "[0:a]asplit=\(channels)\(inputs);\(inputs)amerge=inputs=\(channels)", "-c:a", "pcm_s16le",
      "-f", "caf")
    let recording = try Recording(.memory(bytes))
    #expect(recording.samples.count == 16000)
    #expect(recording.peak > 0.05 && recording.peak <= 0.126)
  }

  @Test(arguments: [2, 10, 11])
  func `channels without names mix evenly`(channels: Int) throws {
    let recording = try Recording(.memory(try unnamedChannels(channels)))
    #expect(recording.samples.count == 16000)
    #expect(abs(recording.peak - 8000 / 32768) < 0.005)
  }

  @Test func `damaged sound is noted, and the rest is heard in its place`() throws {
    var bytes = [UInt8](
      try Data(contentsOf: URL(filePath: Repository.path("Fixtures/media/h264.ts"))))
    let whole = try Recording(.memory(bytes))
    for packet in stride(from: 188 * 40, to: bytes.count - 188, by: 188 * 9) {
      for offset in 60..<70 { bytes[packet + offset] ^= 0x5A }
    }
    let broken = try Recording(.memory(bytes))
    #expect(!broken.damage.isEmpty)
    #expect(broken.damage.count > 3)
    #expect(abs(broken.end - whole.end) < 0.1)
    #expect(broken.breaks.allSatisfy { $0.to > $0.from })

    var limits = MediaLimits()
    limits.damages = 2
    #expect {
      _ = try Recording(.memory(bytes), limits: limits)
    } throws: {
      ($0 as? MediaError)?.exceeded?.limit == "damages"
    }
  }

  @Test(arguments: ["no-audio.mp4", "one-picture.png"])
  func `a file without sound says so`(file: String) {
    #expect(throws: MediaError.self) { _ = try AudioReader(fixture(file)) }
    #expect {
      _ = try AudioReader(fixture(file))
    } throws: {
      ($0 as? MediaError)?.code == .noAudioStream
    }
  }

  @Test func `what is no sound stream is refused`() {
    for stream in [0, 3, 99] {
      #expect {
        _ = try AudioReader(fixture("chapters.mkv"), stream: stream)
      } throws: {
        ($0 as? MediaError)?.code == .noAudioStream
      }
    }
  }

  @Test(arguments: [0, -1, 999, 400_000])
  func `an impossible rate is refused`(rate: Int) {
    #expect {
      _ = try AudioReader(fixture("audio-only.m4a"), sampleRate: rate)
    } throws: {
      ($0 as? MediaError)?.code == .invalidRequest
    }
  }

  @Test func `cancelling ends reading`() throws {
    let interruption = Interruption()
    var reader = try AudioReader(fixture("chapters.mkv"), interruption: interruption)
    _ = try reader.next()
    interruption.cancel()
    var code: MediaError.Code?
    do throws(MediaError) {
      while try reader.next() != nil {}
    } catch {
      code = error.code
    }
    #expect(code == .cancelled)
  }
}
