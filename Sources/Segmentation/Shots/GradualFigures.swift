/// What is measured of a window that may be a gradual transition.
struct GradualFigures: Equatable {
  /// What the way from end to end leaves unexplained, a share of the change: the mean, and in the middle.
  var residue: Float = 0
  var middleResidue: Float = 0
  /// The mean distance from an even way, and how far it goes back.
  var unevenness: Float = 0
  var falling: Float = 0
  /// How restless it is before and after: the steps taken there, and what they leave unexplained.
  var restSteps: Float = 0
  var residueBefore: Float = 0
  var residueAfter: Float = 0
  /// The change a cell, in levels.
  var change: Float = 0
  /// What is left when each cell may equal one end or the other.
  var blending: Float = 0
  /// The window's length in frames.
  var length = 0
  /// The lesser deviation of the ends' luma.
  var deviation: Float = 0
  /// The share of the middles' structure that the ends explain: mean and least.
  var explained: Float = 0
  var leastExplained: Float = 0
  /// The lesser of both ends' shares in the middle.
  var balance: Float = 0
  /// The correlation of the ends' structure.
  var likeness: Float = 0
  /// How far the shares are from the expected ones.
  var mixtureError: Float = 0
  /// Contrast in the middle and at both quarters, over that of the ends mixed.
  var middleContrast: Float = 1
  var quarterContrast: Float = 1
  /// When the cells go over.
  var front = CellFront()
  /// Structure that changes from end to end, what their views have not in common, and their histograms.
  var view = ViewDistance(structure: 1, decorrelation: 1, histogram: 1)
  /// How much farther the view that comes back nearest is than the ends from each other.
  var returnMargin: Float = 0
  /// How well one view slides in, over or beside the other.
  var slide = SlideCourse()
}
