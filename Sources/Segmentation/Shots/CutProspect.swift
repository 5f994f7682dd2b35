/// The first look at a boundary: few measures, and bounds of them, so that most need no search.
struct CutProspect: Equatable {
  /// One measure at a boundary, over it, and on its two sides.
  struct Sides: Equatable {
    var here: Float
    var lasting: Float
    var busier: Float = 0
    var calmer: Float = 0

    mutating func setSides(_ before: Float?, _ after: Float?) {
      (busier, calmer) = (max(before ?? 0, after ?? 0), min(before ?? 0, after ?? 0))
    }

    func score(_ terms: CutTerms) -> Float {
      terms.here * here + terms.lasting * lasting + terms.busier * busier + terms.calmer * calmer
    }
  }

  private(set) var structure: Sides
  private let luma: Sides

  /// Looks at a boundary; nil if it cannot be a cut.
  init?(
    _ boundary: Int, _ near: CutNeighbourhood, _ measures: inout BoundaryMeasures,
    _ frames: inout FrameMeasures, _ model: CutModel
  ) {
    guard measures.still(boundary) >= model.leastStructure else { return nil }
    let step = near.lasting.map { frames.lumaStep($0.earlier, $0.later) }.min()
    var luma = Sides(here: measures.luma(boundary), lasting: 0)
    luma.lasting = step.map { PairFigures.scaled($0, unit: model.lumaUnit) } ?? luma.here
    luma.setSides(
      near.before.map { measures.luma($0) }.max(), near.after.map { measures.luma($0) }.max())
    self.luma = luma

    // Zero shifts bound from above what a search can find; the nearest pairs come first.
    let still = { (pair: (earlier: Int, later: Int), frames: borrowing FrameMeasures) in
      frames.stillView(pair.earlier, pair.later)
    }
    structure = Sides(here: measures.still(boundary), lasting: model.mostStructure)
    for pair in near.lasting.prefix(2) {
      structure.lasting = min(structure.lasting, still(pair, frames))
    }
    guard isLikely(model) else { return nil }
    structure.here = measures.structure(boundary - 1, boundary, &frames)
    if near.lasting.isEmpty { structure.lasting = structure.here }
    guard structure.here > model.leastStructure, isLikely(model) else { return nil }
    for beside in near.beside {
      let least = structure.here / model.leastPeak
      guard
        measures.still(beside) <= least
          || measures.structure(beside - 1, beside, &frames) <= least
      else { return nil }
    }
    structure.setSides(
      Self.most(near.before, &measures, &frames), Self.most(near.after, &measures, &frames))
    guard isLikely(model) else { return nil }
    let pairs = near.lasting.map { (pair: $0, still: still($0, frames)) }
      .sorted { $0.still < $1.still }
    structure.lasting = min(structure.lasting, pairs.first?.still ?? .infinity)
    for (pair, _) in pairs {
      guard isLikely(model) else { return nil }
      structure.lasting = min(
        structure.lasting, measures.structure(pair.earlier, pair.later, &frames))
    }
    guard isLikely(model) else { return nil }
  }

  /// Whether the score, or the bound of it that is known so far, allows for a cut.
  private func isLikely(_ model: CutModel) -> Bool {
    structure.lasting > model.leastLasting
      && structure.score(model.structure) + luma.score(model.luma) + model.bias
        > model.leastProspect
  }

  /// The most structure that changes at any of the boundaries; nil if there are none.
  private static func most(
    _ boundaries: Range<Int>, _ measures: inout BoundaryMeasures,
    _ frames: inout FrameMeasures
  ) -> Float? {
    guard !boundaries.isEmpty else { return nil }
    var most: Float = 0
    for (boundary, still) in boundaries.map({ ($0, measures.still($0)) })
      .sorted(by: { $0.1 > $1.1 })
    {
      guard still > most else { break }
      most = max(most, measures.structure(boundary - 1, boundary, &frames))
    }
    return most
  }
}
