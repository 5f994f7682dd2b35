import MediaTypes
import TestSupport
import Testing

@testable import Media

private let indexed = Fixture.readable.filter { $0.name != "two-films.mkv" }

/// Their pictures come at uneven distances.
private let variable: Set = ["vfr.mp4", "vfr.mkv"]

@Suite(.timeLimit(.minutes(40)), .computing) struct PacketIndexTests {
  /// What the probe lists of pictures: neither discarded ones nor empty ones.
  private func packets(_ fixture: Fixture) throws -> [FixtureProbe.Packet] {
    try #require(fixture.probe.packets).filter { !$0.isDiscarded }
  }

  @Test(arguments: indexed)
  func `an exact index lists the pictures that decoding gives`(fixture: Fixture) throws {
    let index = try PacketIndex(of: fixture.source)
    let frames = try Truth.of(fixture).pictures.map(\.frame)
    #expect(index.stream == fixture.probe.videoStream)
    #expect(index.timeBase.description == fixture.probe.video?.timeBase)
    guard index.isExact, fixture.damage == nil else { return }
    #expect(index.pictures.map(\.pts) == frames.map(\.timestamp.ticks))
    #expect(index.range?.start == frames.first?.timestamp)
    for (place, frame) in frames.enumerated() {
      #expect(index.ordinal(ofPictureAt: frame.timestamp.ticks) == place)
    }
  }

  @Test(arguments: indexed)
  func `times, keys and sizes are those of ffprobe's packets`(fixture: Fixture) throws {
    let index = try PacketIndex(of: fixture.source)
    let packets = try packets(fixture)
    guard index.isExact else { return }
    let times = packets.compactMap(\.pts).sorted()
    // Pictures that are never shown have packets, too.
    let shown = Set(index.pictures.map(\.pts))
    #expect(shown.isSubset(of: times))
    let own = packets.filter { packet in packet.pts.map(shown.contains) == true }
      .sorted { ($0.pts ?? 0) < ($1.pts ?? 0) }
    guard own.count == index.pictures.count else { return }
    #expect(index.pictures.map(\.isKey) == own.map(\.isKey))
    #expect(index.pictures.map { Int($0.size) } == own.map(\.size))
    #expect(index.pictures.map(\.duration) == own.map { $0.duration ?? 0 })
    #expect(index.keyCount == own.count { $0.isKey })
  }

  @Test(arguments: indexed)
  func `an index is sorted by time`(fixture: Fixture) throws {
    let times = try PacketIndex(of: fixture.source).pictures.map(\.pts)
    #expect(times == times.sorted())
  }

  /// What the codec or container cannot promise.
  @Test(arguments: [
    ("raw.h264", false), ("h264.avi", false), ("mpeg4-packed.avi", false),
    ("xvid-packed.avi", false), ("mpeg4-bframes.avi", false), ("h264-bframes.mp4", true),
    ("h264.ts", true), ("hevc-open-gop.mp4", true), ("vfr.mp4", true), ("av1.mp4", true),
    ("vp9.webm", true), ("edit-list.mp4", true),
  ])
  func `an index says whether it is exact`(name: String, isExact: Bool) throws {
    #expect(try PacketIndex(of: Fixture[name].source).isExact == isExact)
  }

  @Test(arguments: Fixture.sound)
  func `variable rates are told from constant ones`(fixture: Fixture) throws {
    let index = try PacketIndex(of: fixture.source)
    // Without times there is no telling.
    #expect(index.isVariable == (index.hasTimes ? variable.contains(fixture.name) : nil))
  }

  @Test(arguments: Fixture.named("gap.ts", "gap-h264.ts"))
  func `the hole of a torn file is found`(fixture: Fixture) throws {
    let index = try PacketIndex(of: fixture.source)
    let gaps = index.damage.entries.filter { $0.cause == .gap }
    try #require(gaps.count == 1)
    let range = try #require(gaps[0].range)
    let times = try packets(fixture).compactMap(\.pts).sorted()
    let steps = zip(times, times.dropFirst()).map { ($1 - $0, $0) }
    let widest = try #require(steps.max { $0.0 < $1.0 })
    #expect(range.end.ticks == widest.0 + widest.1)
    #expect(range.start.ticks > widest.1 && range.start < range.end)
    #expect(range.seconds > 1.5)
  }

  @Test(arguments: Fixture.sound)
  func `a sound file has no damage`(fixture: Fixture) throws {
    #expect(try PacketIndex(of: fixture.source).damage == DamageMap())
  }

  @Test(arguments: Fixture.named("truncated.mkv", "truncated-index-front.mp4"))
  func `a cut file lacks what it claims`(fixture: Fixture) throws {
    let damage = try PacketIndex(of: fixture.source).damage
    #expect(damage.entries.contains { $0.cause == .truncated })
  }

  @Test func `an index of each stream can be made`() throws {
    let source = Fixture["two-films.mkv"].source
    let (first, second) = (
      try PacketIndex(of: source, stream: 0), try PacketIndex(of: source, stream: 1)
    )
    #expect(first.stream == 0 && second.stream == 1)
    #expect(first.pictures.count == Fixture["two-films.mkv"].probe.nbReadFrames)
    #expect(try PacketIndex(of: source) == second)
  }

  @Test(arguments: [("two-films.mkv", 7), ("h264.ts", 1), ("audio-only.m4a", nil)])
  func `a stream that is no video is refused`(name: String, stream: Int?) throws {
    let error = #expect(throws: MediaError.self) {
      try PacketIndex(of: Fixture[name].source, stream: stream)
    }
    #expect(error?.code == .noVideoStream)
  }

  @Test(arguments: indexed)
  func `a stored index is read back as it was`(fixture: Fixture) throws {
    let index = try PacketIndex(of: fixture.source)
    let back = try #require(PacketIndex(stored: index.stored))
    #expect(back.pictures == index.pictures)
    #expect(back.timeBase == index.timeBase && back.stream == index.stream)
    #expect(back.isExact == index.isExact)
  }

  @Test(arguments: 0..<40) func `a stored index with any wrong byte is refused`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let stored = try PacketIndex(of: Fixture["tiny.mp4"].source).stored
    var flipped = stored
    let place = Int.random(in: stored.indices, using: &random)
    flipped[place] ^= UInt8(1) << UInt8(random.next() % 8)
    #expect(PacketIndex(stored: flipped) == nil)
    #expect(PacketIndex(stored: Array(stored.prefix(place))) == nil)
    #expect(PacketIndex(stored: stored + [0]) == nil)
  }
}
