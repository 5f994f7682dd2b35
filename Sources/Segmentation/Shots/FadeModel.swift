/// The numbers by which fades are decided.
package struct FadeModel: Sendable {
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
  /// The least share of blocks that the picture fills; less is a title on a card.
  var leastFilled: Float = 0.45
  /// A block is filled when its mean is farther from the card's than this, or its deviation above the next.
  var filledStep: Float = 6
  var filledDeviation: Float = 4
  /// The longest flat run of a flash, the distances beyond it at which the view may be back, and the
  /// structure from which it is another one.
  var longestFlash = 10
  var returnDistances = [1, 2, 4, 7, 11, 16]
  var leastReturn: Float = 0.6
  /// How sure a fade is.
  var confidence = 0.92
}
