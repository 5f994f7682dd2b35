internal import MediaTypes

/// Where chunks of one length end.
struct EqualChunks {
  /// The length in ticks, rounded to the nearest.
  let length: Int64
  /// The ticks between chunks, ascending.
  let cuts: [Int64]

  private static let most: Int128 = 1 << 20

  init(
    of seconds: Ratio, in grid: CutGrid, _ bounds: SegmentBounds, _ limits: LengthLimits
  ) throws(SegmenterError) {
    guard seconds > 0, bounds.minimum.map({ $0 <= seconds }) != false,
      bounds.maximum.map({ seconds <= $0 }) != false
    else {
      throw SegmenterError(
        .invalidChunkLength, "chunks of \(seconds) s are not positive or break the bounds")
    }
    // A chunk has upper over lower ticks.
    let upper = Int128(seconds.numerator) * Int128(grid.timeBase.denominator)
    let lower = Int128(seconds.denominator) * Int128(grid.timeBase.numerator)
    length = max(1, Int64(min(upper / lower, Int128(LengthLimits.endless))))
    let total = Int128(grid.length)
    // A chunk longer than the range cannot be multiplied safely, and need not be.
    guard upper / lower < total else {
      cuts = []
      return
    }
    guard total / max(1, upper / lower) <= Self.most else {
      throw SegmenterError(
        .tooManySegments,
        "chunks of \(seconds) s: a range of \(total) ticks would have more than \(Self.most)")
    }
    let whole = total * lower / upper
    let rest = total - whole * upper / lower
    let (start, count) = (grid.start, rest > 0 ? whole + 1 : whole)
    guard rest > 0, rest < Int128(limits.shortest), bounds.minimum != nil else {
      cuts = Self.steps(1..<count) { start + Int64((2 * $0 * upper + lower) / (2 * lower)) }
      return
    }
    // The last chunk would be too short: one more or one less makes all of one length.
    let even = count * Int128(limits.shortest) <= total ? count : max(1, whole)
    cuts = Self.steps(1..<even) { start + Int64(total * $0 / even) }
  }

  private static func steps(_ numbers: Range<Int128>, _ tick: (Int128) -> Int64) -> [Int64] {
    var ticks: [Int64] = []
    var number = numbers.lowerBound
    while number < numbers.upperBound {
      ticks.append(tick(number))
      number += 1
    }
    return ticks
  }
}
