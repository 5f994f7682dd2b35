import MediaTypes
import TestSupport
import Testing

@testable import Media

/// Where reading differs from ffprobe, and why.
private enum Disagreement: String {
  /// The last frames have no time there; ours go on from the one before.
  case lastTimesMissing
  /// No frame has a time there; ours are counted in steps of the rate.
  case allTimesMissing
}

private let disagreements: [String: Disagreement] = [
  "h264.avi": .lastTimesMissing,
  "mpeg4-bframes.avi": .lastTimesMissing,
  "mpeg4-packed.avi": .lastTimesMissing,
  "xvid-packed.avi": .lastTimesMissing,
  "mpeg1.mpg": .lastTimesMissing,
  "raw.h264": .allTimesMissing,
  "size-change.h264": .allTimesMissing,
]

/// Where the stream was joined or torn, the decoder's times fall back, in ffprobe too: so many times.
private let fallingBack = ["gap-h264.ts": 1, "size-change.ts": 1, "zero-hole.mp4": 1]

/// Its second stream is marked as the default: ours, while the probe is about the first.
private let oracles = Fixture.readable.filter { $0.name != "two-films.mkv" }

@Suite(.timeLimit(.minutes(40)), .computing) struct ReadingTests {
  @Test(arguments: oracles)
  func `pictures are as many as ffprobe counts`(fixture: Fixture) throws {
    #expect(try Truth.of(fixture).pictures.count == fixture.probe.nbReadFrames)
  }

  @Test(arguments: oracles.filter { disagreements[$0.name] != .allTimesMissing })
  func `times are those of ffprobe`(fixture: Fixture) throws {
    let times = try Truth.of(fixture).pictures.map(\.frame.timestamp.ticks)
    let probed = try #require(fixture.probe.frames).map(\.bestEffortTimestamp)
    let known = Array(probed.prefix { $0 != nil }).compactMap { $0 }
    #expect(Array(times.prefix(known.count)) == known)
    let missing = probed.count - known.count
    #expect((missing > 0) == (disagreements[fixture.name] == .lastTimesMissing))
    #expect(missing <= 2)
  }

  @Test(arguments: Fixture.readable)
  func `times rise, and each picture ends where the next begins`(fixture: Fixture) throws {
    let frames = try Truth.of(fixture).pictures.map(\.frame)
    #expect(frames.map(\.ordinal) == Array(0..<frames.count))
    let steps = zip(frames, frames.dropFirst())
    let falls = steps.filter { $0.timestamp >= $1.timestamp }
    #expect(falls.count == (fallingBack[fixture.name] ?? 0), "\(falls.first.debugDescription)")
    #expect(steps.allSatisfy { $0.timestamp >= $1.timestamp || $0.end == $1.timestamp })
    #expect(frames.allSatisfy { $0.timestamp < $0.end })
  }

  @Test(arguments: oracles)
  func `key flags and lengths are those of ffprobe`(fixture: Fixture) throws {
    let frames = try Truth.of(fixture).pictures.map(\.frame)
    let probed = try #require(fixture.probe.frames)
    #expect(frames.map(\.isKey) == probed.map { $0.keyFrame == 1 })
    #expect(frames.map(\.duration) == probed.map { $0.pktDuration ?? 0 })
    #expect(frames.map(\.isInterlaced) == probed.map { $0.interlacedFrame == 1 })
  }

  /// The decoder refuses the left crop of `cropped-left.mp4` in the probe, not here.
  @Test(arguments: oracles.filter { $0.name != "cropped-left.mp4" })
  func `coded sizes are those of ffprobe`(fixture: Fixture) throws {
    let frames = try Truth.of(fixture).pictures.map(\.frame)
    let probed = try #require(fixture.probe.frames)
    #expect(frames.map(\.width) == probed.map(\.width))
    #expect(frames.map(\.height) == probed.map(\.height))
  }

  @Test(arguments: oracles)
  func `the numbers painted into the pictures are in their places`(fixture: Fixture) throws {
    let numbers = try Truth.of(fixture).pictures.map(\.number)
    let probed = try #require(fixture.probe.frames).map(\.number)
    for (place, (number, probed)) in zip(numbers, probed).enumerated() {
      if let probed { #expect(number == probed, "picture \(place)") }
    }
  }

  @Test(arguments: oracles)
  func `many threads give the pictures of one`(fixture: Fixture) throws {
    let truth = try Truth.of(fixture)
    var reader = try VideoReader(fixture.source, threads: 4)
    var place = 0
    while let frame = try reader.advance() {
      let expected = try #require(place < truth.pictures.count ? truth.pictures[place] : nil)
      #expect(frame == expected.frame)
      #expect(digest(try reader.picture(.yuv420)) == expected.digest, "picture \(place)")
      place += 1
    }
    #expect(place == truth.pictures.count)
    #expect(reader.damage == truth.damage)
  }

  @Test(arguments: Fixture.sound)
  func `undamaged files have no damage`(fixture: Fixture) throws {
    #expect(try Truth.of(fixture).damage == DamageMap())
  }

  /// Damage before the place jumped to may show in what follows it when all is decoded.
  @Test(arguments: Fixture.sound)
  func `a jump finds the picture on show`(fixture: Fixture) throws {
    let truth = try Truth.of(fixture)
    var reader = try VideoReader(fixture.source, threads: 1)
    var random = SplitMix64(seed: 5)
    for _ in 0..<4 {
      let place = Int.random(in: truth.pictures.indices, using: &random)
      let expected = truth.pictures[place]
      try reader.seek(to: expected.frame.timestamp)
      let frame = try #require(try reader.advance(notBefore: expected.frame.timestamp))
      #expect(frame.timestamp == expected.frame.timestamp)
      #expect(frame.ordinal == nil || frame.ordinal == place)
      #expect(digest(try reader.picture(.yuv420)) == expected.digest, "picture \(place)")
    }
  }

  @Test func `the second film, marked as the default, is the one that is read`() throws {
    let fixture = Fixture["two-films.mkv"]
    let truth = try Truth.of(fixture)
    #expect(truth.stream.common.index == 1)
    var first = try VideoReader(fixture.source, stream: 0)
    var count = 0
    while try first.advance() != nil { count += 1 }
    #expect(count == fixture.probe.nbReadFrames)
  }

  @Test func `drawing without a current picture is refused`() throws {
    let reader = try VideoReader(Fixture["tiny.mp4"].source)
    let error = #expect(throws: MediaError.self) { try reader.picture(.gray8) }
    #expect(error?.code == .invalidRequest)
  }
}
