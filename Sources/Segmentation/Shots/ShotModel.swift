/// Every number by which shots are decided: what was measured and fitted, in one place.
///
/// Frames are counted, never seconds. Levels are 8-bit luma in limited range.
package struct ShotModel: Sendable {
  /// The block activity below which structure is noise, in luma levels.
  static let noiseFloor: Float = 0.7

  /// Fades.
  package struct Fades: Sendable {
    /// A frame is flat below this deviation and the activity below.
    var flatDeviation: Float = 2.6
    /// The activity of a flat frame stays below this.
    var flatActivity: Float = 1.3
    /// Contrast grows when it exceeds its best by this factor and the step below.
    var growth: Float = 1.03
    /// The least step by which contrast grows.
    var growthStep: Float = 0.02
    /// The ramp ends when contrast falls to this share of its best.
    var fall: Float = 0.88
    /// The ramp ends after so many frames without growth.
    var patience = 6
    /// The longest ramp.
    var reach = 200
    /// The shortest ramp.
    var leastLength = 3
    /// The least contrast at a ramp's top.
    var leastTop: Float = 6
    /// A single step of this share of the top is a cut to the flat card.
    var mostStep: Float = 0.62
    /// The least correlation between a ramp's middle and its top.
    var leastCorrelation: Float = 0.35
    /// The longest flat run between two ramps of one transition.
    var longestRun = 30
    /// A cut nearer than this to the flat run does not end a ramp.
    var cutMargin = 2
    /// How sure a fade is.
    var confidence = 0.92
  }

  /// Dissolves and wipes.
  package struct Graduals: Sendable {
    /// The lengths of windows that are tried.
    var lengths = [4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 24, 29, 35, 42, 50, 60]
    /// Windows at least this long start at every second frame.
    var sparseLength = 20
    /// The least change over a window, a cell of luma and colours.
    var leastChange: Float = 5
    var interiorCount = 7
    var mostFalling: Float = 0.12
    var mostUneven: Float = 0.2
    var mostResidue: Float = 0.45
    /// How far before and after the window rest is asked for, in window lengths.
    var restShare = 0.4
    var mostRestStep: Float = 0.4
    var mostRestResidue: Float = 0.3
    var mostLikeness: Float = 0.5
    var mostMixtureError: Float = 0.30
    var leastSceneChange: Float = 0.55
    /// The deviation of an end below which the window is a fade: -3 · ln 0.45.
    var flatDeviation: Float = 2.3955
    var dissolve = DissolveGates()
    var wipe = WipeGates()
    /// Distances beyond the window at which the other view must not be back.
    var returnDistances = [3, 6, 9, 12, 16, 20, 25, 30, 36]
    /// The distance of views that do not exist.
    var noReturn: Float = 0.7
    var returnMargin: Float = -0.12
    /// What the difference of luma histograms counts in the distance of two views.
    var histogramShare: Float = 0.3
    /// Noise that is added to structure's energy, a sample.
    var endNoise: Double = 2
    var middleNoise: Double = 4
    /// The weights of the sixteen figures, in the order of `GradualFigures.inputs`, and the bias.
    var dissolveWeights: [Float] = [
      1.644, -9.744, -7.026, 2.321, -0.770, -3.823, 0.805, -4.289, 10.563, -7.322, 15.267, 0.347,
      -1.948, 0.578, 0.526, -0.249, -9.498,
    ]
    var wipeWeights: [Float] = [
      2.247, 7.344, -4.681, -0.769, 4.295, -0.946, -4.004, -10.790, 12.643, 2.171, -33.141, 0.809,
      2.867, -2.472, -5.630, 0.531, -6.191,
    ]
    var dissolveThreshold: Float = 0.5
    var wipeThreshold: Float = 1.5
  }

  /// What a dissolve must fulfil.
  package struct DissolveGates: Sendable {
    var leastExplained: Float = 0.30
    var leastBalance: Float = 0.08
    var mostResidue: Float = 0.20
  }

  /// What a wipe must fulfil.
  package struct WipeGates: Sendable {
    var leastExplained: Float = 0.15
    var leastBalance: Float = 0.02
    var leastResidue: Float = 0.03
    var mostBlending: Float = 0.085
    var mostBlendingShare: Float = 0.6
  }

  var cuts = CutModel()
  var fades = Fades()
  var graduals = Graduals()

  /// The measured model, its thresholds moved so that 0 finds least and 1 most.
  package init(sensitivity: Double = 0.5) {
    let shift = Float(3 * (0.5 - min(max(sensitivity, 0), 1)))
    cuts.threshold += shift
    graduals.dissolveThreshold += shift
    graduals.wipeThreshold += shift
  }
}
