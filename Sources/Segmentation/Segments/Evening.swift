/// Spreads cuts evenly where nothing but lengths decides on them.
///
/// The tiler takes any of the tilings that cost the least. Between two candidates there may be many,
/// and of those people expect the even one.
struct Evening {
  let places: CutPlaces
  let lengths: LengthCost
  let pricing: CutPricing
  let unit: Int64

  /// The cuts, between `start` and `end`, each stretch without candidates evened if that costs no more.
  func evened(_ cuts: [Int64], from start: Int64, to end: Int64) -> [Int64] {
    var result: [Int64] = []
    var (anchor, free) = (start, [Int64]())
    for tick in cuts + [end] {
      guard tick == end || places.candidates[tick] != nil else {
        free.append(tick)
        continue
      }
      result += spread(free, from: anchor, to: tick)
      if tick != end { result.append(tick) }
      (anchor, free) = (tick, [])
    }
    return result
  }

  private func spread(_ cuts: [Int64], from start: Int64, to end: Int64) -> [Int64] {
    var even: [Int64] = []
    for count in cuts.indices {
      let share = Int128(end - start) * Int128(count + 1) / Int128(cuts.count + 1)
      let tick = places.grid.snap(start + Int64(share))
      guard tick > even.last ?? start, tick < end, places.candidates[tick] == nil else {
        return cuts
      }
      even.append(tick)
    }
    return cost(even, start, end) <= cost(cuts, start, end) ? even : cuts
  }

  private func cost(_ cuts: [Int64], _ start: Int64, _ end: Int64) -> TilingCost {
    var (cost, last) = (TilingCost.zero, start)
    for tick in cuts {
      let price = pricing.barePrice(places, places.place(of: tick), unit)
      cost = cost + lengths.cost(of: tick - last) + TilingCost(broken: 0, price: price)
      last = tick
    }
    return cost + lengths.cost(of: end - last)
  }
}
