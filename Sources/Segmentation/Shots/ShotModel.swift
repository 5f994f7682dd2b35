/// Every number by which shots are decided: what was measured and fitted, in one place.
///
/// Frames are counted, never seconds. Levels are 8-bit luma in limited range.
package struct ShotModel: Sendable {
  /// The block activity below which structure is noise, in luma levels.
  static let noiseFloor: Float = 0.7

  /// Cuts.
  package struct Cuts: Sendable {
    /// The score's terms for structure: at the boundary, lasting, and how busy the two sides are.
    var structure = CutTerms(here: 3.388, lasting: 7.324, busier: -4.644, calmer: -4.684)
    /// The same for the logarithm of block luma differences.
    var luma = CutTerms(here: 0.510, lasting: 1.820, busier: -1.132, calmer: -0.737)
    var bias: Float = -7.516
    /// A boundary counts when its score is above this.
    var threshold: Float = -0.5
    /// Structure changes at least so much at a cut.
    var leastStructure: Float = 0.2
    /// More change than this says no more.
    var mostStructure: Float = 1.1
    /// The luma difference that counts as one unit.
    var lumaUnit: Float = 3
    /// A change must last over pairs of frames up to this far apart.
    var lastingLag = 4
    /// The neighbourhood on either side: from the second to this boundary away.
    var neighbourhood = 6
    /// A cut is the best of so many boundaries on either side.
    var spacing = 2
    /// The least share of blocks that change; fewer are an overlay.
    var leastChanged: Float = 0.35
    /// A block changed when its residue exceeds its activity by this share and the floor below.
    var changedShare: Float = 0.55
    /// What noise may leave of a block, in luma levels.
    var changedFloor: Float = 0.8
    /// A block also changed when its luma and colours move by more than this.
    var changedColour: Float = 18
    /// The old view coming back within these distances makes a flash.
    var returnLags = 4...10
    /// What a luma level counts in the distance of the old view.
    var returnLuma: Float = 0.02
    /// The distance below which the old view is back.
    var leastReturn: Float = 0.40

    /// The same, but no boundary is too unlikely to be measured.
    var measuringAll: Cuts {
      var all = self
      (all.threshold, all.leastStructure) = (-.greatestFiniteMagnitude, 0)
      return all
    }
  }

  /// The four terms of a cut's score.
  package struct CutTerms: Sendable {
    var here: Float
    var lasting: Float
    var busier: Float
    var calmer: Float

    /// Whether more change at the boundary, and less around it, can only raise the score.
    var allowsBounds: Bool { here >= 0 && lasting >= 0 && busier <= 0 && calmer <= 0 }
  }

  var cuts = Cuts()
  var fades = FadeModel()
  var graduals = GradualModel()

  /// The measured model, its thresholds moved so that 0 finds least and 1 most.
  package init(sensitivity: Double = 0.5) {
    let shift = Float(3 * (0.5 - min(max(sensitivity, 0), 1)))
    cuts.threshold += shift
    graduals.thresholds += shift
  }
}
