public import MediaTypes

/// How short and how long segments may be.
public struct SegmentBounds: Sendable, Equatable {
  /// Seconds below which no segment may lie; nil for any.
  public let minimum: Ratio?
  /// Seconds above which no segment may lie; nil for any.
  public let maximum: Ratio?
  /// Seconds that a segment has at best.
  ///
  /// Without it: midway between the bounds, or twice the minimum, or half the maximum, or 30.
  public let preferred: Ratio?

  /// No bounds at all.
  public static let none = SegmentBounds()

  private init(_ minimum: Ratio? = nil, _ maximum: Ratio? = nil) {
    (self.minimum, self.maximum, preferred) = (minimum, maximum, nil)
  }

  /// The bounds that a rule has unless others are given; `balanced` would have nothing to balance without any.
  package static func usual(for policy: SegmentPolicy) -> SegmentBounds {
    policy == .balanced ? SegmentBounds(2, 60) : .none
  }

  /// Makes bounds; each must be positive, in the order minimum, preferred, maximum.
  public init(
    minimum: Ratio? = nil, maximum: Ratio? = nil, preferred: Ratio? = nil
  ) throws(SegmenterError) {
    for (name, length) in [("minimum", minimum), ("maximum", maximum), ("preferred", preferred)] {
      if let length, length <= 0 {
        throw SegmenterError(.invalidBounds, "the \(name) of \(length) s is not positive")
      }
    }
    func check(_ a: Ratio?, _ first: String, _ b: Ratio?, _ second: String) throws(SegmenterError) {
      if let a, let b, b < a {
        throw SegmenterError(
          .invalidBounds, "the \(first) of \(a) s exceeds the \(second) of \(b) s")
      }
    }
    try check(minimum, "minimum", maximum, "maximum")
    try check(minimum, "minimum", preferred, "preferred length")
    try check(preferred, "preferred length", maximum, "maximum")
    (self.minimum, self.maximum, self.preferred) = (minimum, maximum, preferred)
  }
}

/// The lengths that bounds allow, in ticks of one clock.
struct LengthLimits {
  /// The fewest ticks that reach the minimum; 1 without one.
  let shortest: Int64
  /// The most ticks that keep to the maximum, possibly none; `shortest - 1` at the least.
  let longest: Int64
  /// The ticks that a segment has at best.
  let preferred: Int64

  /// Lengths beyond this are as good as endless: no range is so long.
  static let endless: Int64 = 1 << 61

  init(_ bounds: SegmentBounds, in timeBase: TimeBase) {
    shortest = bounds.minimum.map { Self.ticks($0, timeBase, roundingUp: true) } ?? 1
    longest = bounds.maximum.map { Self.ticks($0, timeBase) } ?? Self.endless
    let best: Int64 =
      switch (bounds.preferred, bounds.minimum, bounds.maximum) {
      case (let preferred?, _, _): Self.ticks(preferred, timeBase)
      case (nil, _?, _?): shortest / 2 + longest / 2
      case (nil, _?, nil): 2 * min(shortest, Self.endless / 2)
      case (nil, nil, _?): longest / 2
      case (nil, nil, nil): Self.ticks(30, timeBase)
      }
    preferred = max(best, 1)
  }

  private init(shortest: Int64, longest: Int64, preferred: Int64) {
    (self.shortest, self.longest) = (shortest, longest)
    self.preferred = max(preferred, 1)
  }

  /// The same bounds with another best length.
  func preferring(_ ticks: Int64) -> LengthLimits {
    LengthLimits(shortest: shortest, longest: longest, preferred: ticks)
  }

  func allow(_ length: Int64) -> Bool { shortest <= length && length <= longest }

  /// Ticks by which a length breaks a bound; none if it keeps both.
  func breach(_ length: Int64) -> Int64 {
    if length < shortest { return shortest - length }
    return max(0, length - longest)
  }

  /// A number of seconds in whole ticks, at most `endless`.
  static func ticks(_ seconds: Ratio, _ timeBase: TimeBase, roundingUp: Bool = false) -> Int64 {
    let upper = Int128(seconds.numerator) * Int128(timeBase.denominator)
    let lower = Int128(seconds.denominator) * Int128(timeBase.numerator)
    return Int64(min((upper + (roundingUp ? lower - 1 : 0)) / lower, Int128(endless)))
  }
}
