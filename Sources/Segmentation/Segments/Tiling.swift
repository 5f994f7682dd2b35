/// Cuts a range by one of the policies that fill it.
struct Tiling {
  let grid: CutGrid
  let limits: LengthLimits

  /// Where a range is cut, out of which places.
  struct Cuts {
    let places: CutPlaces
    let ticks: [Int64]
  }

  /// The best cuts over all candidates.
  func balanced(_ candidates: [BoundaryCandidate]) throws(SegmenterError) -> Cuts {
    let places = try CutPlaces(grid, candidates, limits)
    let prices = CutPricing.balanced.prices(places, unit: limits.preferred)
    return Cuts(places: places, ticks: best(places, .balanced, prices[...], limits))
  }

  /// The borders, as few and weak given up as the bounds demand, and the best cuts where more are needed.
  ///
  /// Of these there are as few as possible, unless the caller prefers a length.
  func borders(
    _ candidates: [BoundaryCandidate], hasPreference: Bool,
    _ isBorder: @escaping (BoundaryCandidate) -> Bool
  ) throws(SegmenterError) -> Cuts {
    let inner = hasPreference ? limits : limits.preferring(min(limits.longest, grid.length))
    let places = try CutPlaces(grid, candidates, inner)
    let firm = CutPricing.borders(isBorder).prices(places, unit: 1)
    let kept = Tiler(
      ticks: places.ticks[...], prices: firm[...], lengths: LengthCost(limits, isEven: false)
    ).cuts().filter { places.candidates[$0]?.contains(where: isBorder) == true }
    let last = places.ticks.count - 1
    let ends = kept.map(places.place(of:)) + [last]
    var prices: [Int128]?
    var ticks: [Int64] = []
    for (start, end) in zip([0] + ends, ends) {
      if limits.longest < places.ticks[end] - places.ticks[start], end - start > 1 {
        let known = prices ?? CutPricing.balanced.prices(places, unit: inner.preferred)
        ticks += best(places, .balanced, known[start...end], inner)
        prices = known
      }
      if end < last { ticks.append(places.ticks[end]) }
    }
    return Cuts(places: places, ticks: ticks)
  }

  /// Chunks of `length` ticks: those that end at `ideal` ticks, or those nearest to it within the bounds.
  func chunks(_ length: Int64, ending ideal: [Int64]) throws(SegmenterError) -> [Int64] {
    var cuts: [Int64] = []
    for tick in ideal {
      let cut = grid.snap(tick)
      if cut > cuts.last ?? grid.start, cut < grid.end { cuts.append(cut) }
    }
    let keepsBounds = zip([grid.start] + cuts, cuts + [grid.end]).allSatisfy {
      limits.allow($1 - $0)
    }
    if keepsBounds { return cuts }
    let chunk = limits.preferring(length)
    let places = try CutPlaces(grid, [], chunk)
    let prices = CutPricing.free.prices(places, unit: length)
    return best(places, .free, prices[...], chunk)
  }

  /// The cheapest cuts between the ends of a slice of all places' prices.
  private func best(
    _ places: CutPlaces, _ pricing: CutPricing, _ prices: ArraySlice<Int128>,
    _ limits: LengthLimits
  ) -> [Int64] {
    let ticks = places.ticks[prices.startIndex..<prices.endIndex]
    let lengths = LengthCost(limits, isEven: true)
    let cuts = Tiler(ticks: ticks, prices: prices, lengths: lengths).cuts()
    guard let start = ticks.first, let end = ticks.last else { return cuts }
    return Evening(places: places, lengths: lengths, pricing: pricing, unit: limits.preferred)
      .evened(cuts, from: start, to: end)
  }
}
