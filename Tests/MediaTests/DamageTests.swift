import Foundation
import MediaTypes
import TestSupport
import Testing

@testable import Media

/// A file made by damaging the stream that is whole in `h264.ts`.
private struct Copy: Sendable, CustomTestStringConvertible {
  let name: String
  /// What is noted, in the order in which it is met.
  let causes: [DamageMap.Cause]
  /// The pictures whose bytes are damaged, and what was built on them: up to the next key picture.
  let damaged: Range<Int>
  /// Damaged pictures that nobody can tell from whole ones.
  var unnoticed: Set<Int> = []
  var testDescription: String { name }

  static let all = [
    Copy(name: "truncated-index-front.mp4", causes: [.truncated], damaged: 59..<100),
    Copy(name: "truncated.mkv", causes: [.truncated], damaged: 61..<100),
    // A transport stream does not say how long it means to be.
    Copy(name: "truncated.ts", causes: [.concealed], damaged: 59..<100),
    Copy(name: "bit-flips.mp4", causes: [.concealed, .decodeError], damaged: 33..<75),
    Copy(name: "bit-flips.mkv", causes: [.concealed, .decodeError], damaged: 36..<75),
    // Flipped bits of these make other codes that are as legal: the decoder does not even log them.
    Copy(
      name: "bit-flips.ts", causes: [.concealed, .corruptPacket], damaged: 33..<75,
      unnoticed: [33, 34, 36, 37, 38, 39]),
    Copy(name: "zero-hole.mp4", causes: [.decodeError, .concealed], damaged: 48..<75),
    // What lies before the first picture is not known to have been there.
    Copy(name: "missing-start.ts", causes: [], damaged: 0..<25),
  ]

  var fixture: Fixture { Fixture[name] }
}

extension Truth {
  /// The number of the picture that should be on show then, 25 a second.
  fileprivate func place(of timestamp: Timestamp) -> Int {
    guard let first = pictures.first else { return 0 }
    return first.number + Int((timestamp.seconds(since: first.frame.timestamp) * 25).rounded())
  }

  fileprivate func isCovered(_ timestamp: Timestamp) -> Bool {
    damage.entries.contains { $0.range?.contains(timestamp) == true }
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct DamageTests {
  private let original: [Truth.Shown]

  init() throws { original = try Truth.of(Fixture["h264.ts"]).pictures }

  @Test(arguments: Copy.all)
  fileprivate func `every picture that damage changed lies in a damaged stretch`(
    copy: Copy
  ) throws {
    let truth = try Truth.of(copy.fixture)
    var clean = 0
    for shown in truth.pictures {
      let place = truth.place(of: shown.frame.timestamp)
      try #require(original.indices.contains(place))
      let isSame = original[place].digest == shown.digest
      let isCovered = truth.isCovered(shown.frame.timestamp)
      #expect(isSame || isCovered || copy.unnoticed.contains(place), "\(place)")
      #expect(!shown.frame.isDamaged || isCovered)
      if isSame, !isCovered { clean += 1 }
    }
    // Nearly all that is whole is known to be.
    #expect(clean >= 99 - copy.damaged.count)
  }

  @Test(arguments: Copy.all)
  fileprivate func `damage is noted where it is, with its causes and counts`(copy: Copy) throws {
    let truth = try Truth.of(copy.fixture)
    #expect(truth.damage.entries.map(\.cause) == copy.causes)
    for entry in truth.damage.entries {
      let range = try #require(entry.range)
      #expect(truth.place(of: range.start) >= copy.damaged.lowerBound)
      #expect(truth.place(of: range.end) <= copy.damaged.upperBound)
      #expect(entry.count > 0)
    }
    let concealed = truth.damage.entries.filter { $0.cause == .concealed }.map(\.count)
    #expect(concealed.reduce(0, +) == truth.pictures.count { $0.frame.isDamaged })
  }

  @Test(arguments: Copy.all.filter { $0.damaged.upperBound == 75 })
  fileprivate func `pictures that damage swallowed lie in a damaged stretch`(copy: Copy) throws {
    let truth = try Truth.of(copy.fixture)
    let first = try #require(truth.pictures.first).frame.timestamp
    let shown = Set(truth.pictures.map { truth.place(of: $0.frame.timestamp) })
    let lost = (0..<100).filter { !shown.contains($0) }
    #expect(!lost.isEmpty)
    for place in lost {
      let middle = try #require(Ratio(Int64(2 * place + 1), 50))
      #expect(truth.isCovered(first.advanced(by: middle)), "\(place)")
    }
    let last = try #require(truth.pictures.last)
    #expect(last.number == 99 && last.digest == original[99].digest)
  }

  @Test(arguments: Fixture.damaged, [1, 2, 4])
  func `damage looks the same each time, however many threads`(
    fixture: Fixture, threads: Int
  ) throws {
    let truth = try Truth.of(fixture)
    var reader = try VideoReader(fixture.source, threads: threads)
    var digests: [UInt64] = []
    while try reader.advance() != nil { digests.append(digest(try reader.picture(.yuv420))) }
    #expect(digests == truth.pictures.map(\.digest))
    #expect(reader.damage == truth.damage)
  }

  @Test(arguments: Fixture.damaged, [1, 3])
  func `a sampling notes the damage that reading meets`(fixture: Fixture, workers: Int) throws {
    let truth = try Truth.of(fixture)
    var sampler = try FrameSampler(
      fixture.source, .everyFrame, workers: workers, bytesPerDrawing: 8
    ) { frame throws(MediaError) in digest(try frame.picture(.yuv420)) }
    var digests: [UInt64] = []
    while let sample = try sampler.next() { digests.append(sample.drawing) }
    #expect(digests == truth.pictures.map(\.digest))
    #expect(sampler.report.damage == truth.damage)
  }

  @Test(arguments: Fixture.sound)
  func `a sampling of an undamaged file notes no damage`(fixture: Fixture) throws {
    var sampler = try FrameSampler(fixture.source, .keyFrames, drawing: .gray8, workers: 1)
    while try sampler.next() != nil {}
    #expect(sampler.report.damage.isEmpty)
  }

  @Test(arguments: Fixture.named("gap.ts", "gap-h264.ts"))
  func `a gap is noted, and what was built on missing pictures`(fixture: Fixture) throws {
    let truth = try Truth.of(fixture)
    #expect(truth.damage.entries.map(\.cause) == [.corruptPacket, .gap])
    let gap = try #require(truth.damage.entries.last?.range)
    #expect(gap.seconds > 2)
    var clean: [Int] = []
    for shown in truth.pictures where !truth.isCovered(shown.frame.timestamp) {
      #expect(shown.number == truth.place(of: shown.frame.timestamp))
      clean.append(shown.number)
    }
    #expect(clean.first == 0 && clean.last == 199 && clean.count > 110)
  }

  @Test func `a gap without any damaged byte is noted`() throws {
    let folder = try Folder()
    let path = "\(folder.path)/gap.mkv"
    _ = try Program.output(
      "ffmpeg",
      [
        "-i", Fixture["h264-intra.mp4"].path, "-c", "copy", "-bsf:v",
        "noise=drop=between(n\\,10\\,39)", path,
      ])
    let truth = try Truth(.path(path))
    #expect(truth.pictures.map(\.number) == Array(0..<10) + Array(40..<50))
    func milliseconds(_ ticks: Int64) -> Timestamp { Timestamp(ticks, .milliseconds) }
    let expected = TimeRange(milliseconds(400), upTo: milliseconds(1600))
    #expect(truth.damage.entries.map(\.cause) == [.gap])
    #expect(truth.damage.entries.map(\.range) == [expected])
    #expect(truth.damage.count == 1)
    var sampler = try FrameSampler(.path(path), .everyFrame, drawing: .gray8)
    while try sampler.next() != nil {}
    #expect(!sampler.report.isSequential && sampler.report.damage == truth.damage)
  }

  @Test func `streams that were joined are damaged at the joint only`() throws {
    let truth = try Truth.of(Fixture["size-change.ts"])
    #expect(truth.damage.entries.map(\.cause) == [.corruptPacket])
    let range = try #require(truth.damage.entries.first?.range)
    #expect(truth.place(of: range.start) >= 46 && truth.place(of: range.end) <= 50)
  }
}
