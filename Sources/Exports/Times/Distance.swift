internal import MediaTypes

/// An exact number of seconds between two instants.
struct Distance: Sendable {
  private let numerator: Int128
  private let denominator: Int128

  init(from start: Timestamp, to end: Timestamp) {
    let (first, last) = (start.timeBase, end.timeBase)
    if first == last {
      numerator = (Int128(end.ticks) - Int128(start.ticks)) * Int128(last.numerator)
      denominator = Int128(last.denominator)
    } else {
      numerator =
        Int128(end.ticks) * Int128(last.numerator) * Int128(first.denominator)
        - Int128(start.ticks) * Int128(first.numerator) * Int128(last.denominator)
      denominator = Int128(first.denominator) * Int128(last.denominator)
    }
  }

  /// The number of units in it, of which `rate` make a second.
  func rounded(per rate: Ratio, _ rule: Rounding) -> Int64 {
    let (scaled, overflows) = numerator.multipliedReportingOverflow(by: Int128(rate.numerator))
    guard !overflows else { return numerator < 0 ? .min : .max }
    let divisor = denominator * Int128(rate.denominator)
    var (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: divisor)
    if remainder < 0 { (quotient, remainder) = (quotient - 1, remainder + divisor) }
    let isNext =
      switch rule {
      case .up: remainder > 0
      case .nearest: remainder >= divisor - remainder
      }
    return Int64(clamping: isNext ? quotient + 1 : quotient)
  }
}

/// What becomes of the part of a unit.
enum Rounding {
  /// It counts as a whole.
  case up
  /// It counts as a whole from a half on.
  case nearest
}
