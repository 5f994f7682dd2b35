/// What a cut costs more than passing over the place, in 65536ths of the best length.
enum CutPricing {
  /// Every candidate counts; a cut without one costs at least twice as much as any with one.
  case balanced
  /// Borders count, and other cuts are a last resort; where is decided later.
  case borders((BoundaryCandidate) -> Bool)
  /// All places are as good.
  case free

  /// The prices of all places, times `unit`.
  func prices(_ places: CutPlaces, unit: Int64) -> [Int128] {
    var prices = places.ticks.indices.map { place in
      place == 0 || place == places.ticks.count - 1 ? 0 : barePrice(places, place, unit)
    }
    for (tick, candidates) in places.candidates {
      prices[places.place(of: tick)] = price(candidates, unit) ?? lastResort * Int128(unit)
    }
    return prices
  }

  /// The price of a place without candidates.
  func barePrice(_ places: CutPlaces, _ place: Int, _ unit: Int64) -> Int128 {
    switch self {
    case .balanced: Int128(32768 + places.relativeMotion(atPlace: place) / 2) * Int128(unit)
    case .borders: lastResort * Int128(unit)
    case .free: 0
    }
  }

  private func price(_ candidates: [BoundaryCandidate], _ unit: Int64) -> Int128? {
    switch self {
    case .balanced:
      candidates.first.map { Int128((65536 - $0.weight) / 4 - $0.weight) * Int128(unit) }
    case .borders(let isBorder):
      // Even without any strength a border is kept rather than given up.
      candidates.first(where: isBorder).map { -Int128(4096 + $0.weight) * Int128(unit) }
    case .free: 0
    }
  }

  private var lastResort: Int128 { 4 << 16 }
}
