import MediaTypes
import Testing

/// When the pictures of a film appear: evenly, as near as the ticks of its clock allow.
struct Timing: Sendable, CustomTestStringConvertible {
  let rate: Ratio
  let timeBase: TimeBase
  /// The ticks of the first picture.
  let zero: Int64

  init(_ rate: Ratio, _ timeBase: TimeBase, zero: Int64) {
    (self.rate, self.timeBase, self.zero) = (rate, timeBase, zero)
  }

  var testDescription: String { "\(rate) pictures/s in ticks of \(timeBase) from \(zero)" }

  func timestamp(_ frame: Int64) -> Timestamp {
    // frame / rate / timeBase, to the nearest.
    let upper = frame * rate.denominator * Int64(timeBase.denominator)
    let lower = rate.numerator * Int64(timeBase.numerator)
    return Timestamp(zero + (2 * upper + lower) / (2 * lower), timeBase)
  }

  func range(_ first: Int64, _ end: Int64) -> TimeRange {
    TimeRange(timestamp(first), upTo: timestamp(end))
  }

  /// The picture on show so many milliseconds after the first.
  func frame(onShowAt milliseconds: Int64) -> Int64 {
    var frame = milliseconds * rate.numerator / (1000 * rate.denominator) + 2
    func isLater(_ frame: Int64) -> Bool {
      let distance = timestamp(frame).ticks - zero
      return Timestamp(distance, timeBase) > Timestamp(milliseconds, .milliseconds)
    }
    while frame > 0, isLater(frame) { frame -= 1 }
    return frame
  }

  /// All rates in common use and some others, on clocks of files and starting anywhere.
  static let all: [Timing] = rates.flatMap { rate in
    [
      Timing(rate, .ofClock(90000), zero: 126_000), Timing(rate, .ofClock(1000), zero: 0),
      Timing(rate, .ofClock(12800), zero: -512),
      Timing(rate, .ofClock(Int32(rate.numerator)), zero: 7 * rate.denominator),
    ]
  }

  static let rates: [Ratio] = [
    Ratio(24000, 1001), 24, 25, Ratio(30000, 1001), 30, 48, 50, Ratio(60000, 1001), 60, 12.5, 29.83,
    10,
    15,
    Ratio(120_000, 1001), 120, Ratio(15000, 1001),
  ].compactMap { $0 }
}

extension TimeBase {
  /// So many ticks in a second.
  static func ofClock(_ ticks: Int32) -> TimeBase { TimeBase(1, ticks) ?? .microseconds }
}
