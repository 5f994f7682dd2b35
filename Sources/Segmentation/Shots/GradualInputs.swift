#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What the scores of gradual transitions are made of, in the order of their weights.
struct GradualInputs {
  /// Inputs that are measured together; what costs least comes first.
  enum Group {
    case early
    case front
    case view
    case returning
    case slide

    var places: Range<Int> {
      switch self {
      case .early: 0..<23
      case .front: 23..<30
      case .view: 30..<33
      case .returning: 33..<34
      case .slide: 34..<38
      }
    }
  }

  private static let mostReturn: Float = 0.15
  private let values: [Float]

  init(_ figures: GradualFigures) {
    let (before, after) = (figures.residueBefore.squareRoot(), figures.residueAfter.squareRoot())
    let residue = figures.residue.squareRoot()
    let (length, front) = (log(Float(figures.length)), figures.front)
    values = [
      residue, figures.unevenness, figures.falling, figures.restSteps, before + after,
      max(before, after), log(figures.change), figures.middleResidue.squareRoot(),
      figures.blending.squareRoot(), length, (length - 2.7) * (length - 2.7),
      min(figures.blending / (figures.residue + 0.02), 4).squareRoot(), max(residue - 0.4, 0),
      exp(-figures.deviation / 3), figures.explained, figures.leastExplained,
      min(max(figures.balance, -0.2), 0.5), figures.likeness, min(figures.mixtureError, 1),
      figures.explained * max(figures.likeness, 0), max(min(figures.mixtureError, 2) - 0.3, 0),
      min(figures.middleContrast, 1.5), min(figures.quarterContrast, 1.5),
      front.softness, front.line, front.spread, min(front.falling, 2),
      front.line * min(front.spread, 0.4), front.coverage, front.evenness,
      min(figures.view.structure, 1.1), figures.view.decorrelation, figures.view.histogram,
      min(max(figures.returnMargin, -0.5), Self.mostReturn),
      min(figures.slide.error, 1.5), min(figures.slide.mostError, 1.5), figures.slide.unevenness,
      max(0.5 - figures.slide.mostError, 0),
    ]
  }

  /// The scores by what is measured first.
  func early(_ weights: [GradualModel.Kinds]) -> GradualModel.Kinds {
    sum(Group.early.places, weights) + (weights.last ?? GradualModel.Kinds())
  }

  /// The scores, or the most that they can be while some inputs are unknown.
  func scores(
    _ weights: [GradualModel.Kinds], unknown: [Group]
  ) -> GradualModel.Kinds {
    var scores = sum(values.indices, weights) + (weights.last ?? GradualModel.Kinds())
    for group in unknown {
      scores -= sum(group.places, weights)
      for place in group.places {
        let limits = Self.limits(place)
        let (least, most) = (weights[place] * limits.lowerBound, weights[place] * limits.upperBound)
        scores += least.replacing(with: most, where: most .> least)
      }
    }
    return scores
  }

  private func sum(_ places: Range<Int>, _ weights: [GradualModel.Kinds]) -> GradualModel.Kinds {
    var sum = GradualModel.Kinds()
    for place in places { sum += weights[place] * values[place] }
    return sum
  }

  /// Where an input lies that is not known yet.
  private static func limits(_ place: Int) -> ClosedRange<Float> {
    switch place {
    case Group.returning.places.lowerBound: -0.2...mostReturn
    case 30: 0...1.1
    case 35: 0...0.75
    case 36: 0...0.4
    case 37: 0...0.5
    default: 0...1
    }
  }
}
