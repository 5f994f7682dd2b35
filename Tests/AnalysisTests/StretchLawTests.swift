import JSON
import MediaTypes
import Segmentation
import TestSupport
import Testing

@testable import Analysis

@Suite(.timeLimit(.minutes(40)), .computing) struct StretchLawTests {
  private struct Case {
    let frames: FrameStarts
    let window: TimeRange
    let zero: Timestamp
    let cuts: [Timestamp]
    let bounds: SegmentBounds
    let claims: [StretchClock.Claim]
  }

  private static func time(_ random: inout SplitMix64, upTo end: Double) -> Double? {
    switch random.next() % 24 {
    case 0: nil
    case 1: .nan
    case 2: [.infinity, -.infinity, 1e300, -1e300, 9.3e18].randomElement(using: &random)
    case 3: Double.random(in: -100...0, using: &random)
    case 4: Double.random(in: end...(end + 100), using: &random)
    default: Double.random(in: 0...end, using: &random)
    }
  }

  private static func make(_ seed: UInt64) throws -> Case {
    var random = SplitMix64(seed: seed)
    let base = try #require(
      [TimeBase(1, 1000), TimeBase(1, 90000), TimeBase(1001, 30000)].compactMap(\.self)
        .randomElement(using: &random))
    let rate = Double(base.denominator) / Double(base.numerator)
    let isEven = random.next() % 2 == 0
    var tick = Int64.random(in: -5000...5000, using: &random)
    let zero = Timestamp(tick, base)
    var ticks: [Int64] = []
    for _ in 0..<Int.random(in: 1...300, using: &random) {
      ticks.append(tick)
      tick +=
        isEven
        ? max(1, Int64(rate / 25)) : Int64.random(in: 1...max(1, Int64(rate)), using: &random)
    }
    let first = Int.random(in: 0...(ticks.count - 1) / 3, using: &random)
    let window = TimeRange(Timestamp(ticks[first], base), upTo: Timestamp(tick, base))
    let cuts = ticks.dropFirst(first + 1).filter { _ in random.next() % 12 == 0 }
      .map { Timestamp($0, base) }
    let end = window.end.seconds(since: zero)
    let start = window.start.seconds(since: zero)
    let claims = (0..<Int.random(in: 0...12, using: &random)).map { number in
      let middle = Double.random(in: start...end, using: &random)
      let shown = random.next() % 2 == 0 ? start...end : start...max(start, middle)
      let from = time(&random, upTo: end)
      let isShort = random.next() % 2 == 0
      return StretchClock.Claim(
        start: from,
        end: isShort
          ? from.map { $0 + Double.random(in: -1...3, using: &random) } : time(&random, upTo: end),
        metadata: ["number": .integer(Int64(number))], shown: shown,
        pictures: [start, middle, end])
    }
    let least = [nil, Ratio(1), Ratio(2), Ratio(5, 2)].randomElement(using: &random) ?? nil
    let most = [nil, Ratio(5, 2), Ratio(4), Ratio(30)].randomElement(using: &random) ?? nil
    return Case(
      frames: FrameStarts(ticks, base), window: window, zero: zero, cuts: cuts,
      bounds: try SegmentBounds(minimum: least, maximum: most), claims: claims)
  }

  /// Whether a number of ticks lasts at least, or at most, so long; told by whole numbers alone.
  private static func compare(_ ticks: Int64, _ base: TimeBase, _ seconds: Ratio) -> Int {
    let length = Int128(ticks) * Int128(base.numerator) * Int128(seconds.denominator)
    let bound = Int128(seconds.numerator) * Int128(base.denominator)
    return length < bound ? -1 : length > bound ? 1 : 0
  }

  @Test(arguments: 0..<40) func `whatever a model says, what comes out keeps the law`(
    block: Int
  ) throws {
    for seed in 0..<50 {
      let made = try Self.make(UInt64(block * 50 + seed))
      let clock = StretchClock(
        window: made.window, zero: made.zero, frames: made.frames, cuts: made.cuts,
        bounds: made.bounds)
      let (kept, dropped) = clock.stretches(made.claims)
      let starts = Set(made.frames.ticks)
      var free = made.window.start
      for stretch in kept {
        #expect(stretch.range.start >= free && stretch.range.start < stretch.range.end)
        free = stretch.range.end
        #expect(starts.contains(stretch.range.start.ticks))
        #expect(stretch.range.end == made.window.end || starts.contains(stretch.range.end.ticks))
        let length = stretch.range.end.ticks - stretch.range.start.ticks
        if let least = made.bounds.minimum {
          #expect(Self.compare(length, made.frames.timeBase, least) >= 0)
        }
        if let most = made.bounds.maximum {
          #expect(Self.compare(length, made.frames.timeBase, most) <= 0)
        }
        checkCorrections(of: stretch, made)
      }
      #expect(free <= made.window.end)
      // Nothing vanishes: each claim is there, or somebody says that it is not.
      let numbers = Set(kept.compactMap { $0.metadata["number"]?.asInteger })
      #expect(numbers.count + dropped.count >= made.claims.count)
      #expect(dropped.allSatisfy { $0.kind == .dropped && !$0.message.isEmpty })
      // The same again gives the same.
      #expect(clock.stretches(made.claims).kept == kept)
    }
  }

  /// What is not as it was said has a correction that says so.
  private func checkCorrections(of stretch: FoundStretch, _ made: Case) {
    guard let number = stretch.metadata["number"]?.asInteger else {
      Issue.record("a stretch lost its metadata")
      return
    }
    let claim = made.claims[Int(number)]
    let ends = [
      (claim.start, stretch.range.start.seconds(since: made.zero)),
      (claim.end, stretch.range.end.seconds(since: made.zero)),
    ]
    if ends.contains(where: { said, kept in abs((said ?? .infinity) - kept) > 0.001 }) {
      #expect(!stretch.corrections.isEmpty)
    }
  }

  @Test func `right times stay as they are`() throws {
    let frames = FrameStarts((0..<250).map { $0 * 40 }, .milliseconds)
    let window = TimeRange(Timestamp(0, .milliseconds), upTo: Timestamp(10_000, .milliseconds))
    let clock = StretchClock(
      window: window, zero: window.start, frames: frames, cuts: [Timestamp(5_000, .milliseconds)],
      bounds: .none)
    let claims = [
      StretchClock.Claim(start: 1.2, end: 5, metadata: [], shown: 0...10),
      StretchClock.Claim(start: 5, end: 10, metadata: [], shown: 0...10),
    ]
    let (kept, dropped) = clock.stretches(claims)
    #expect(kept.map(\.range.start.ticks) == [1200, 5000])
    #expect(kept.map(\.range.end.ticks) == [5000, 10_000])
    #expect(kept.allSatisfy { $0.corrections.isEmpty } && dropped.isEmpty)
  }

  @Test(arguments: [(1.2, 1200), (10.0, 9960)])
  func `a moment becomes the picture on show, and says so`(moment: Double, start: Int64) {
    let frames = FrameStarts((0..<250).map { $0 * 40 }, .milliseconds)
    let window = TimeRange(Timestamp(0, .milliseconds), upTo: Timestamp(10_000, .milliseconds))
    let clock = StretchClock(
      window: window, zero: window.start, frames: frames, cuts: [], bounds: .none)
    let claim = StretchClock.Claim(
      start: moment, end: moment, metadata: [], shown: 0...11, pictures: [])
    let (kept, dropped) = clock.stretches([claim])
    #expect(kept.map(\.range.start.ticks) == [start] && dropped.isEmpty)
    #expect(kept.map(\.range.end.ticks) == [start + 40])
    #expect(kept.first?.corrections.map(\.kind) == [.lengthened])
  }

  @Test func `a border moves to a cut that the pictures could not tell from it`() {
    let frames = FrameStarts((0..<250).map { $0 * 40 }, .milliseconds)
    let window = TimeRange(Timestamp(0, .milliseconds), upTo: Timestamp(10_000, .milliseconds))
    let clock = StretchClock(
      window: window, zero: window.start, frames: frames, cuts: [Timestamp(5_000, .milliseconds)],
      bounds: .none)
    let claim = StretchClock.Claim(
      start: 4.5, end: 7.51, metadata: [], shown: 0...10, pictures: [3, 4, 5.5, 8])
    let (kept, _) = clock.stretches([claim])
    #expect(kept.map(\.range.start.ticks) == [5000])
    #expect(kept.map(\.range.end.ticks) == [7520])
    #expect(kept.first?.corrections.map(\.kind) == [.snappedToCut, .snapped])
  }

  @Test(arguments: [
    (JSONValue.number(12.5), 12.5), ("12.5", 12.5), ("12,5 s", 12.5), ("00:01:05", 65),
    ("1:02.250", 62.25), ("-3", -3), ("3 seconds", 3), (.integer(7), 7),
  ])
  func `times are read in every form that models write`(value: JSONValue, seconds: Double) {
    #expect(TimeReading.seconds(value) == seconds)
  }

  @Test(arguments: [JSONValue.null, "soon", "", [1], .flag(true), .number(.nan), "1:99"])
  func `what is no time is none`(value: JSONValue) {
    #expect(TimeReading.seconds(value) == nil)
  }
}
