/// The numbers by which dissolves, wipes and pushes are decided.
package struct GradualModel: Sendable {
  /// A number for dissolves, for wipes and for pushes.
  typealias Kinds = SIMD3<Float>

  /// The lengths of windows that are tried.
  var lengths = [4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 24, 29, 35, 42, 50, 60, 72, 86]
  /// Windows at least so long start at every second frame, at every third.
  var sparseLengths = (second: 20, third: 60)
  /// The least change over a window, a cell of luma and colours.
  var leastChange: Float = 3.5
  /// How many frames of a window are looked at at first, and how far they may be from an even way.
  var interiorCount = 7
  /// Where the middle of the way lies at most.
  var middleWay = 0.15...0.85
  var mostFalling = 0.3
  var mostUneven = 0.22
  var mostResidue = 0.8
  /// How far before and after the window rest is asked for: in window lengths, and at most in frames.
  var restShare = 0.4
  var longestRest = 20
  var mostRestStep = 0.5
  var mostRestResidue = 0.45
  /// The deviation of an end below which the window is a fade: -3 · ln 0.5.
  var flatDeviation: Float = 2.0794
  /// Cells are followed over every second frame of windows longer than this.
  var sparseFront = 24
  /// The change of a cell, in levels, from which it is asked when it goes.
  var leastCellChange: Float = 8
  /// The least share of cells that change; less is something that moves in a picture.
  var leastCoverage: Float = 0.4
  var leastSceneChange: Float = 0.4
  /// A dissolve leaves at most this, and is explained by at least this.
  var mostDissolveResidue: Float = 0.6
  var leastDissolveExplained: Float = 0.05
  /// A wipe leaves at least this of an even way.
  var leastWipeResidue: Float = 0.02
  /// A push leaves at most this of what is left without it.
  var mostSlideError: Float = 0.75
  /// What is added a sample to what is left without a slide.
  var slideNoise: Float = 0.25
  /// Ends of which one, moved, leaves less than this share of their difference are one view in a pan.
  var panShare: Float = 0.5
  /// Distances beyond the window at which the other view must not be back.
  var returnDistances = [3, 6, 9, 12, 16, 20, 25, 30, 36]
  /// How much farther than the ends a view is that does not exist.
  var noReturn: Float = 0.7
  /// How much farther what comes back must be than the ends from each other.
  var leastReturn = Kinds(-0.12, -0.2, -10)
  /// What the difference of luma histograms counts in the distance of two views.
  var histogramShare: Float = 0.3
  /// Noise that is added to structure's energy, a sample.
  var endNoise: Double = 2
  var middleNoise: Double = 4
  /// What is added to contrast before it is compared.
  var contrastNoise: Float = 0.5
  /// Dissolves longer than this have to exceed their threshold by the next.
  var longDissolve = 50
  var longDissolveMargin: Float = 1
  /// The scores from which a window counts.
  var thresholds = Kinds(0, 0.5, 1)
  /// The scores of what is measured first from which the rest is measured too.
  var earlyThresholds = Kinds(-1.17, -0.28, -0.44)

  /// How far apart windows of a length start.
  func step(_ length: Int) -> Int {
    length < sparseLengths.second ? 1 : length < sparseLengths.third ? 2 : 3
  }
}
