/// Every number by which shots are decided: what was measured and fitted, in one place.
///
/// Frames are counted, never seconds. Levels are 8-bit luma in limited range.
package struct ShotModel: Sendable {
  /// The block activity below which structure is noise, in luma levels.
  static let noiseFloor: Float = 0.7

  var cuts = CutModel()
  var fades = FadeModel()
  var graduals = GradualModel()

  /// The measured model, its thresholds moved so that 0 finds least and 1 most.
  package init(sensitivity: Double = 0.5) {
    let shift = Float(3 * (0.5 - min(max(sensitivity, 0), 1)))
    cuts.threshold += shift
    graduals.thresholds += shift
  }
}
