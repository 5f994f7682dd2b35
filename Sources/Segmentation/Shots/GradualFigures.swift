#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What is measured of a window that may be a dissolve or a wipe.
struct GradualFigures: Equatable {
  /// Structure that changes from end to end.
  var structure: Float = 0
  /// What the way from end to end leaves unexplained, a share of the change.
  var residue: Float = 0
  /// The mean distance from an even way.
  var unevenness: Float = 0
  /// The share of the middles' structure that the ends explain: mean and least.
  var explained: Float = 0
  var leastExplained: Float = 0
  /// The lesser of both ends' shares in the middle.
  var balance: Float = 0
  /// The correlation of the ends' structure.
  var likeness: Float = 0
  /// How far the shares are from the expected ones.
  var mixtureError: Float = 0
  /// How far apart the ends' views are, without and with their histograms.
  var decorrelation: Float = 0
  var distance: Float = 0
  /// The distance of the nearest view in which the other end comes back.
  var returning: Float = 0
  /// What is left when each cell may equal one end or the other.
  var blending: Float = 0
  /// The change a cell, in levels.
  var change: Float = 0
  /// How restless it is before and after: residues, and the sum of both steps.
  var residueBefore: Float = 0
  var residueAfter: Float = 0
  var restSteps: Float = 0
  /// The window's length in frames.
  var length = 0

  /// The sixteen inputs of the score, in the order of the model's weights.
  var inputs: [Float] {
    [
      min(structure, 1.1), residue.squareRoot(), unevenness, explained, leastExplained,
      min(max(balance, 0), 0.5), likeness, mixtureError, min(decorrelation, 1),
      min(returnMargin, Self.mostReturnMargin), blending.squareRoot(), log(change),
      residueBefore.squareRoot(), residueAfter.squareRoot(), restSteps, log(Float(length)),
    ]
  }

  /// More distance than this of what comes back says no more.
  static let mostReturnMargin: Float = 0.1
  /// The place of the return margin among the inputs.
  static let returnInput = 9

  /// How much farther what comes back is than the ends from each other.
  var returnMargin: Float { returning - distance }

  /// The score with the model's weights.
  func score(_ weights: [Float]) -> Float { Self.score(inputs, weights) }

  /// The most the score can be, whatever comes back.
  func bound(_ weights: [Float], _ model: ShotModel.Graduals) -> Float {
    var least = inputs
    var most = inputs
    least[Self.returnInput] = model.returnMargin
    most[Self.returnInput] = Self.mostReturnMargin
    return max(Self.score(least, weights), Self.score(most, weights))
  }

  private static func score(_ inputs: [Float], _ weights: [Float]) -> Float {
    zip(inputs, weights).reduce(weights.last ?? 0) { $0 + $1.0 * $1.1 }
  }
}
