/// Finds the cheapest tiling over places to cut at, exactly.
///
/// The cost of a tiling is what its lengths cost and what its cuts cost. Since the cost of a length is
/// made of straight pieces, each piece keeps the cheapest place to come from in a sliding window, and a
/// place takes a constant number of steps.
struct Tiler {
  /// Where cuts may be, ascending; the first and the last are the ends.
  let ticks: ArraySlice<Int64>
  /// What a cut at each of the places costs; may be negative.
  let prices: ArraySlice<Int128>
  /// What lengths cost.
  let lengths: LengthCost

  /// The ticks of the cheapest cuts inside.
  ///
  /// Of several tilings as cheap, the one whose last segment begins first, and so on backwards. Bounds are
  /// broken only if they cannot be kept, and then by the fewest ticks.
  func cuts() -> [Int64] { trace(lengths.kept) ?? trace(lengths.all) ?? [] }

  private struct Window {
    let piece: LengthCost.Piece
    /// The first place that is still too near.
    var next: Int
    var minimum = SlidingMinimum<TilingCost>()
  }

  /// Nil if the pieces have no tiling.
  private func trace(_ pieces: [LengthCost.Piece]) -> [Int64]? {
    guard let origin = ticks.first, ticks.count > 1 else { return nil }
    let (first, last) = (ticks.startIndex, ticks.endIndex - 1)
    var windows = pieces.map { Window(piece: $0, next: first) }
    // The cheapest tiling up to each place; nil where there is none.
    var best: [TilingCost?] = [.zero]
    var origins = [first]
    best.reserveCapacity(ticks.count)
    origins.reserveCapacity(ticks.count)
    for place in first + 1...last {
      let tick = ticks[place] - origin
      var cheapest: (place: Int, cost: TilingCost)?
      for index in windows.indices {
        advance(&windows[index], to: tick, origin, best, first)
        guard let (start, rest) = windows[index].minimum.first else { continue }
        let cost = rest + windows[index].piece.cost(of: tick)
        if let known = cheapest,
          known.cost < cost || (known.cost == cost && known.place <= start)
        {
          continue
        }
        cheapest = (start, cost)
      }
      origins.append(cheapest?.place ?? first)
      best.append(cheapest.map { $0.cost + TilingCost(broken: 0, price: prices[place]) })
    }
    guard let end = best.last, end != nil else { return nil }
    var cuts: [Int64] = []
    var place = origins[last - first]
    while place > first {
      cuts.append(ticks[place])
      place = origins[place - first]
    }
    return cuts.reversed()
  }

  /// Takes in the places that lie far enough behind a tick, and drops those that lie too far.
  private func advance(
    _ window: inout Window, to tick: Int64, _ origin: Int64, _ best: [TilingCost?], _ first: Int
  ) {
    let (piece, reached) = (window.piece, first + best.count)
    while window.next < reached, tick - (ticks[window.next] - origin) >= piece.shortest {
      if let cost = best[window.next - first] {
        let start = piece.rise(over: ticks[window.next] - origin)
        window.minimum.append(cost - start, at: window.next)
      }
      window.next += 1
    }
    while let (place, _) = window.minimum.first, tick - (ticks[place] - origin) > piece.longest {
      window.minimum.removeFirst()
    }
  }
}
