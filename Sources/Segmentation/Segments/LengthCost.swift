/// What the length of a segment costs: a convex line of straight pieces.
struct LengthCost {
  /// A piece: from `shortest` to `longest` ticks a segment costs `base + length * slope`.
  struct Piece {
    let shortest: Int64
    let longest: Int64
    let base: TilingCost
    let slope: TilingCost

    /// What so many ticks add to the base.
    func rise(over length: Int64) -> TilingCost {
      TilingCost(broken: length * slope.broken, price: Int128(length) * slope.price)
    }

    func cost(of length: Int64) -> TilingCost { base + rise(over: length) }
  }

  /// The pieces within the bounds.
  let kept: [Piece]
  /// All pieces, from one tick to any length.
  let all: [Piece]

  /// How a tick's price grows with the distance from the best length, from each share of it on.
  ///
  /// At these shares the line meets a parabola that reaches 65536 times the best length at distance 1.
  private static let slopes: [(fromShareOf: Int64, price: Int128)] = [
    (2, 24 << 12), (4, 12 << 12), (8, 6 << 12), (16, 3 << 12),
  ]

  /// Prices unevenness unless the lengths within the bounds are all as good.
  init(_ limits: LengthLimits, isEven: Bool) {
    let lines = isEven ? Self.lines(around: limits.preferred) : [Line(from: 0, price: 0, slope: 0)]
    kept = Self.pieces(lines, from: limits.shortest, to: limits.longest, base: 0, slope: 0)
    all =
      Self.pieces(lines, from: 1, to: limits.shortest - 1, base: limits.shortest, slope: -1)
      + kept
      + Self.pieces(
        lines, from: limits.longest + 1, to: LengthLimits.endless,
        base: -limits.longest, slope: 1)
  }

  func cost(of length: Int64) -> TilingCost {
    let piece = all.first { $0.shortest <= length && length <= $0.longest }
    return piece?.cost(of: length) ?? .zero
  }

  private struct Line {
    let from: Int64
    let price: Int128
    let slope: Int128
  }

  private static func lines(around best: Int64) -> [Line] {
    var above = [(knot: best, slope: Int128(1 << 12))]
    var below: [(knot: Int64, slope: Int128)] = []
    for (share, slope) in slopes.reversed() {
      above.append((best + best / share, slope))
      below.append((best - best / share, -slope))
    }
    // Below the best length a slope holds up to the next knot, so they move by one.
    let falling = zip(
      [0] + below.reversed().map(\.knot), below.reversed().map(\.slope) + [-1 << 12])
    let ordered = falling.map { (knot: $0, slope: $1) } + above
    // Counted from the best length, where it is free, to both sides.
    var price: Int128 = 0
    for (place, line) in ordered.enumerated() where line.knot < best {
      price -= Int128(ordered[place + 1].knot - line.knot) * line.slope
    }
    var lines: [Line] = []
    for (place, line) in ordered.enumerated() {
      lines.append(Line(from: line.knot, price: price, slope: line.slope))
      guard place + 1 < ordered.count else { break }
      price += Int128(ordered[place + 1].knot - line.knot) * line.slope
    }
    return lines
  }

  private static func pieces(
    _ lines: [Line], from shortest: Int64, to longest: Int64, base: Int64, slope: Int64
  ) -> [Piece] {
    lines.indices.compactMap { place in
      let line = lines[place]
      let next = place + 1 < lines.count ? lines[place + 1].from : LengthLimits.endless + 1
      let (first, last) = (max(shortest, line.from), min(longest, next - 1))
      guard first <= last else { return nil }
      return Piece(
        shortest: first, longest: last,
        base: TilingCost(broken: base, price: line.price - Int128(line.from) * line.slope),
        slope: TilingCost(broken: slope, price: line.slope))
    }
  }
}
