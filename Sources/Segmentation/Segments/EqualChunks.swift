internal import MediaTypes

/// Where chunks of one length end.
struct EqualChunks {
  /// The length in whole ticks.
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
    guard upper >= lower else {
      throw SegmenterError(
        .invalidChunkLength, "chunks of \(seconds) s are shorter than a tick of \(grid.timeBase) s")
    }
    length = Int64(min(upper / lower, Int128(LengthLimits.endless)))
    let total = Int128(grid.length)
    guard total / Int128(length) <= Self.most else {
      throw SegmenterError(
        .tooManySegments,
        "chunks of \(seconds) s: a range of \(total) ticks would have more than \(Self.most)")
    }
    let whole = Self.count(of: upper, lower, in: total)
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

  /// How often a chunk fits; dividing would take more than 128 bits.
  private static func count(of upper: Int128, _ lower: Int128, in total: Int128) -> Int128 {
    var (fits, tooMany) = (Int128(0), most + 2)
    while tooMany - fits > 1 {
      let middle = (fits + tooMany) / 2
      let (ticks, rest) = (middle * upper).quotientAndRemainder(dividingBy: lower)
      if ticks < total || (ticks == total && rest == 0) { fits = middle } else { tooMany = middle }
    }
    return fits
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
