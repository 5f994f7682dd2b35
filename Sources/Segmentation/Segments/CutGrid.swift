internal import MediaTypes

/// The instants of a range at which a picture starts; without pictures, all of its ticks.
struct CutGrid {
  let timeBase: TimeBase
  let start: Int64
  let end: Int64
  let frames: FrameStarts?

  init(_ range: TimeRange, _ frames: FrameStarts?) throws(SegmenterError) {
    (timeBase, self.frames) = (range.start.timeBase, frames)
    (start, end) = (range.start.ticks, range.end.ticks)
    guard range.end.timeBase == timeBase, frames.map({ $0.timeBase == timeBase }) != false else {
      throw SegmenterError(
        .mixedTimeBases,
        "a range from ticks of \(timeBase) s to ticks of \(range.end.timeBase) s, and pictures in "
          + "ticks of \(frames?.timeBase ?? timeBase) s: all must be the same")
    }
    guard start < end else {
      throw SegmenterError(
        .emptyRange, "the range from tick \(start) to tick \(end) of \(timeBase) s is empty")
    }
    guard Int128(end) - Int128(start) <= Self.mostTicks else {
      throw SegmenterError(
        .rangeTooLong,
        "the range from tick \(start) to tick \(end) holds more than \(Self.mostTicks) ticks")
    }
  }

  /// Sums of a few lengths must fit into 64 bits.
  private static let mostTicks: Int128 = 1 << 60

  var length: Int64 { end - start }

  /// The start of the nearest picture or the nearest end of the range, the earlier of two.
  ///
  /// Nil for an instant outside the range.
  func snap(_ instant: Timestamp) -> Int64? {
    // Instants are fractions of a tick here, upper over lower; no product exceeds 127 bits.
    let upper =
      Int128(instant.ticks) * Int128(instant.timeBase.numerator) * Int128(timeBase.denominator)
    let lower = Int128(instant.timeBase.denominator) * Int128(timeBase.numerator)
    guard Int128(start) * lower <= upper, upper <= Int128(end) * lower else { return nil }
    let (quotient, remainder) = upper.quotientAndRemainder(dividingBy: lower)
    let floor = Int64(remainder < 0 ? quotient - 1 : quotient)
    guard floor < end else { return end }
    guard let frames else {
      return 2 * (upper - Int128(floor) * lower) > lower ? floor + 1 : floor
    }
    let next = frames.place(notBefore: floor + 1)
    let after = next < frames.ticks.count ? min(frames.ticks[next], end) : end
    let before = next > 0 ? max(frames.ticks[next - 1], start) : start
    return upper - Int128(before) * lower <= Int128(after) * lower - upper ? before : after
  }

  /// The nearest place to a tick inside the range, the earlier of two.
  func snap(_ tick: Int64) -> Int64 { snap(Timestamp(tick, timeBase)) ?? tick }
}
