import MediaTypes
import TestSupport
import Testing

private let rounds = 0..<40

private let bases: [TimeBase] = [
  (1, 1), (1, 2), (1, 1000), (1, 90000), (1, 1_000_000), (1001, 30000), (1, 12800), (3, 7),
  (1, .max), (.max, 1), (.max, .max - 1), (2, .max),
].compactMap { TimeBase($0.0, $0.1) }

/// An instant as whole seconds and a proper fraction of one: another road to the same order.
private struct Instant: Comparable {
  let whole: Int128
  let rest: Int128
  let unit: Int128

  init(_ timestamp: Timestamp) {
    let ticks = Int128(timestamp.ticks) * Int128(timestamp.timeBase.numerator)
    unit = Int128(timestamp.timeBase.denominator)
    let (quotient, remainder) = ticks.quotientAndRemainder(dividingBy: unit)
    (whole, rest) = remainder < 0 ? (quotient - 1, remainder + unit) : (quotient, remainder)
  }

  static func < (a: Instant, b: Instant) -> Bool {
    a.whole != b.whole ? a.whole < b.whole : a.rest * b.unit < b.rest * a.unit
  }

  static func == (a: Instant, b: Instant) -> Bool {
    a.whole == b.whole && a.rest * b.unit == b.rest * a.unit
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct TimestampTests {
  private func any(_ random: inout SplitMix64) throws -> Timestamp {
    let base = try #require(bases.randomElement(using: &random))
    return Timestamp(random.integer(), base)
  }

  @Test(arguments: rounds) func `instants compare exactly in all bases`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<100 {
      let a = try any(&random)
      var b = try any(&random)
      // Most random instants are far apart: look at near ones as well.
      if random.next() % 2 == 0 {
        b = a.floored(to: b.timeBase)
        b.ticks = b.ticks.addingClamped(Int64.random(in: -1...1, using: &random))
      }
      #expect((a < b) == (Instant(a) < Instant(b)), "\(a) \(b)")
      #expect((a == b) == (Instant(a) == Instant(b)), "\(a) \(b)")
      #expect((a > b) == (Instant(b) < Instant(a)), "\(a) \(b)")
    }
  }

  @Test(arguments: rounds) func `floored is the last tick not after`(seed: Int) throws {
    var random = SplitMix64(seed: 100 + UInt64(seed))
    for _ in 0..<100 {
      let instant = try any(&random)
      let base = try #require(bases.randomElement(using: &random))
      let floored = instant.floored(to: base)
      #expect(floored.timeBase == base)
      if floored.ticks == .max {
        #expect(floored <= instant)
      } else if floored.ticks == .min {
        // Where the true tick does not fit, the nearest does.
        #expect(instant < Timestamp(.min + 1, base))
      } else {
        #expect(floored <= instant && instant < Timestamp(floored.ticks + 1, base))
      }
    }
  }

  @Test(arguments: rounds) func `seconds become the last tick not after them`(seed: Int) throws {
    var random = SplitMix64(seed: 200 + UInt64(seed))
    for _ in 0..<100 {
      guard let seconds = Ratio(random.integer(), random.integer()) else { continue }
      let base = try #require(bases.randomElement(using: &random))
      let found = Timestamp(seconds, flooredTo: base)
      // ticks · n/d ≤ seconds < (ticks + 1) · n/d
      let scaled = Int128(seconds.numerator) * Int128(base.denominator)
      let unit = Int128(seconds.denominator) * Int128(base.numerator)
      let (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: unit)
      let exact = remainder < 0 ? quotient - 1 : quotient
      #expect(found.ticks == Int64(clamping: exact))
      #expect(found.isExactly(seconds) == (Int128(found.ticks) == exact && remainder == 0))
    }
  }

  @Test(arguments: rounds) func `advanced lands on the last tick not after`(seed: Int) throws {
    var random = SplitMix64(seed: 300 + UInt64(seed))
    for _ in 0..<100 {
      let instant = try any(&random)
      guard let duration = Ratio(random.integer(), random.integer()) else { continue }
      let distance = Timestamp(duration, flooredTo: instant.timeBase).ticks
      let advanced = instant.advanced(by: duration)
      #expect(advanced.timeBase == instant.timeBase)
      #expect(advanced.ticks == Int64(clamping: Int128(instant.ticks) + Int128(distance)))
    }
  }

  @Test(arguments: rounds) func `seconds since are near the difference`(seed: Int) throws {
    var random = SplitMix64(seed: 400 + UInt64(seed))
    for _ in 0..<100 {
      let (a, b) = (try any(&random), try any(&random))
      let difference = a.seconds(since: b)
      let larger = max(abs(a.seconds), abs(b.seconds), 1e-9)
      #expect(abs(difference - (a.seconds - b.seconds)) <= larger * 1e-14)
      #expect(a.seconds(since: a) == 0)
    }
  }

  @Test(arguments: [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max], bases)
  func `extremes never trap`(ticks: Int64, base: TimeBase) {
    let instant = Timestamp(ticks, base)
    for other in bases {
      let end = Timestamp(.max, other)
      let start = Timestamp(.min, other)
      #expect(start < end)
      #expect((instant < end) || (instant >= end))
      _ = (instant.floored(to: other), instant.seconds(since: start), end.seconds(since: instant))
    }
    for (upper, lower) in [(Int64.max, Int64(1)), (.min, 1), (1, .max), (.max, .max - 1)] {
      guard let ratio = Ratio(upper, lower) else { continue }
      let advanced = instant.advanced(by: ratio)
      #expect(upper > 0 ? advanced >= instant : advanced <= instant)
      _ = (instant.isExactly(ratio), Timestamp(ratio, flooredTo: base))
    }
    #expect(instant.seconds.isFinite)
  }

  @Test func `the same instant in two bases is equal`() {
    let halves = TimeBase(1, 2).map { Timestamp(1, $0) }
    let thousandths = Timestamp(500, .milliseconds)
    #expect(halves == thousandths)
    #expect(thousandths.floored(to: .microseconds) == thousandths)
  }

  @Test(arguments: [(0, 1), (1, 0), (-1, 5), (5, -1), (.min, .min)] as [(Int32, Int32)])
  func `a time base is positive`(numerator: Int32, denominator: Int32) {
    #expect(TimeBase(numerator, denominator) == nil)
  }

  @Test func `a time base is written as FFmpeg writes it`() {
    #expect(TimeBase(1, 90000)?.description == "1/90000")
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct TimeRangeTests {
  @Test(arguments: rounds) func `a range is half-open`(seed: Int) throws {
    var random = SplitMix64(seed: 500 + UInt64(seed))
    for _ in 0..<100 {
      let base = try #require(bases.randomElement(using: &random))
      let other = try #require(bases.randomElement(using: &random))
      let a = Timestamp(random.integer(), base)
      let b = Timestamp(random.integer(), other)
      let range = TimeRange(min(a, b), upTo: max(a, b))
      #expect(range.contains(range.start) == (range.start < range.end))
      #expect(!range.contains(range.end))
      let instant = Timestamp(random.integer(), base)
      #expect(range.contains(instant) == (range.start <= instant && instant < range.end))
      #expect(range.seconds >= 0)
    }
  }

  @Test func `equal ranges in other bases are equal`() {
    let a = TimeRange(Timestamp(1, .milliseconds), upTo: Timestamp(2, .milliseconds))
    let b = TimeRange(Timestamp(1000, .microseconds), upTo: Timestamp(2000, .microseconds))
    #expect(a == b)
    #expect(abs(a.seconds - 0.001) < 1e-15)
  }

  @Test func `a range that ends before it starts is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      _ = TimeRange(Timestamp(1, .milliseconds), upTo: Timestamp(0, .milliseconds))
    }
  }
}
