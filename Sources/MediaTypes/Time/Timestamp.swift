/// A position on a media timeline, exact to the tick.
///
/// Timestamps compare by the instant they name, whatever their time base: 1/2 equals 500/1000.
public struct Timestamp: Sendable {
  /// Number of ticks from the timeline's zero.
  public var ticks: Int64
  /// The length of one tick.
  public var timeBase: TimeBase

  /// Makes the position `ticks` of `timeBase` after zero.
  public init(_ ticks: Int64, _ timeBase: TimeBase) {
    (self.ticks, self.timeBase) = (ticks, timeBase)
  }

  /// The last tick not after `seconds`, or the nearest that fits.
  public init(_ seconds: Ratio, flooredTo timeBase: TimeBase) {
    self.init(
      Self.floored(
        Int128(seconds.numerator) * Int128(timeBase.denominator),
        over: Int128(seconds.denominator) * Int128(timeBase.numerator)), timeBase)
  }

  /// The position in seconds, for people and for wires.
  public var seconds: Double {
    Double(ticks) * Double(timeBase.numerator) / Double(timeBase.denominator)
  }

  /// Whether it lies exactly that many seconds after zero.
  public func isExactly(_ seconds: Ratio) -> Bool {
    let (left, overflowsLeft) =
      (Int128(ticks) * Int128(timeBase.numerator))
      .multipliedReportingOverflow(by: Int128(seconds.denominator))
    let (right, overflowsRight) = Int128(seconds.numerator)
      .multipliedReportingOverflow(by: Int128(timeBase.denominator))
    return !overflowsLeft && !overflowsRight && left == right
  }

  /// The same instant in another time base, or the last tick before it.
  public func floored(to other: TimeBase) -> Timestamp {
    Timestamp(
      Self.floored(
        Int128(ticks) * Int128(timeBase.numerator) * Int128(other.denominator),
        over: Int128(timeBase.denominator) * Int128(other.numerator)), other)
  }

  /// The position `duration` later, in the same time base, or the last tick before it.
  public func advanced(by duration: Ratio) -> Timestamp {
    let distance = Timestamp(duration, flooredTo: timeBase).ticks
    return Timestamp(ticks.addingClamped(distance), timeBase)
  }

  /// Seconds from `start` to here.
  public func seconds(since start: Timestamp) -> Double {
    guard timeBase == start.timeBase else { return seconds - start.seconds }
    let distance = Int128(ticks) - Int128(start.ticks)
    return Double(distance) * Double(timeBase.numerator) / Double(timeBase.denominator)
  }

  private static func floored(_ numerator: Int128, over denominator: Int128) -> Int64 {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return Int64(clamping: remainder < 0 ? quotient - 1 : quotient)
  }
}

extension Timestamp: Comparable {
  /// Whether `a` names an earlier instant.
  public static func < (a: Timestamp, b: Timestamp) -> Bool {
    a.scaled(by: b.timeBase) < b.scaled(by: a.timeBase)
  }

  /// Whether both name the same instant.
  public static func == (a: Timestamp, b: Timestamp) -> Bool {
    a.scaled(by: b.timeBase) == b.scaled(by: a.timeBase)
  }

  /// The instant over the product of both denominators; 128 bits cannot overflow here.
  private func scaled(by other: TimeBase) -> Int128 {
    Int128(ticks) * Int128(timeBase.numerator) * Int128(other.denominator)
  }
}

extension Int64 {
  /// The sum, or the nearest number that fits.
  package func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    guard overflow else { return sum }
    return other < 0 ? .min : .max
  }
}
