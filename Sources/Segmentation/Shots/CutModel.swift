/// Every number by which cuts are decided.
///
/// A boundary is first looked at with few measures; what passes is looked at block by block.
package struct CutModel: Sendable {
  /// The first score's terms for structure: at the boundary, lasting, and how busy the two sides are.
  var structure = CutTerms(here: 3.388, lasting: 7.324, busier: -4.644, calmer: -4.684)
  /// The same for the logarithm of block luma differences.
  var luma = CutTerms(here: 0.510, lasting: 1.820, busier: -1.132, calmer: -0.737)
  var bias: Float = -7.516
  /// The first score of the least likely boundary that is looked at closely.
  var leastProspect: Float = -4.5
  /// Structure changes at least so much at a cut, and at least so much lasts.
  var leastStructure: Float = 0.15
  var leastLasting: Float = 0.1
  /// The least share of the change at the boundaries beside it.
  var leastPeak: Float = 0.8
  /// More change than this says no more.
  var mostStructure: Float = 1.1
  /// The differences of luma and of colours that count as one unit.
  var lumaUnit: Float = 3
  var colourUnit: Float = 2
  /// A change must last over pairs of frames up to this far apart.
  var lastingLag = 4
  /// The neighbourhood on either side: from the second to this boundary away.
  var neighbourhood = 6
  /// A block changed when its residue exceeds its activity by this share and the floor below.
  var changedShare: Float = 0.55
  /// What noise may leave of a block, in luma levels.
  var changedFloor: Float = 0.8
  /// A block also changed when its luma and colours move by more than this.
  var changedColour: Float = 18
  /// More of a block's structure than this says no more.
  var mostBlockShare: Float = 1.3
  /// A block's change lasts when more of its structure than this does.
  var lastingShare: Float = 0.45
  /// What is added to a block's figures before they are compared, so that noise does not vote: its
  /// residue, its share of structure, its mean levels, and its samples where they stand.
  var residueFloor: Float = 0.3
  var shareFloor: Float = 0.1
  var levelFloor: Float = 1
  var stillFloor: Float = 0.5
  /// The old view is looked for within these distances.
  var returnLags = 4...10
  /// What a luma level counts in the distance of the old view.
  var returnLuma: Float = 0.02
  /// The distance from which a view is another one, and what it is where there is nothing to compare.
  var mostReturn: Float = 1.6
  var noReturn: Float = 1
  /// The distance below which the old view is back: a flash, or a picture in between.
  var leastReturn: Float = 0.15
  /// The decorrelation below which two views are one in another light.
  var leastDecorrelation: Float = 0.05
  /// Blocks that vote less than this, beside a boundary with nearly so much change, see light flicker.
  var flickerVote: Float = -0.1
  var flickerShare: Float = 0.9
  var weights = CutWeights()
  /// A boundary is a cut when its score is above this.
  var threshold: Float = 0
  /// And so much more where nothing is known of one side, as at a video's second picture.
  var edgeMargin: Float = 3
  /// A cut is the best of so many boundaries on either side.
  var spacing = 2
}

/// The four terms of a cut's first score.
package struct CutTerms: Sendable {
  var here: Float
  var lasting: Float
  var busier: Float
  var calmer: Float

  /// Whether more change at the boundary, and less around it, can only raise the score.
  var allowsBounds: Bool { here >= 0 && lasting >= 0 && busier <= 0 && calmer <= 0 }
}

/// What each figure of `CutEvidence` counts.
package struct CutWeights: Sendable {
  /// Above the share of lasting structure that any cut has.
  var lasting: Float = 6.856
  var commonLasting: Float = 0.6
  var structureAround: Float = 9.679
  var lumaAround: Float = 3.711
  var lumaBeside: Float = -1.408
  var changedBusier: Float = -4.356
  var changedCalmer: Float = -5.934
  var changedSecond: Float = 10.396
  var histogramLasting: Float = 7.048
  var histogramSecond: Float = -21.139
  var colourLasting: Float = 1.288
  var colourAround: Float = -3.806
  var residueUpper: Float = -1.464
  var shareVoters: Float = 6.090
  var calmShare: Float = -6.635
  var lastingBlocks: Float = 4.747
  var stillStep: Float = 1.192
  var returning: Float = -3.192
  /// The least of three votes, and two of them up to where a vote is beyond doubt.
  var leastVote: Float = 2.923
  var residueVote: Float = 3.204
  var levelVote: Float = 5.261
  var fullVote: Float = 0.3
  var bias: Float = -9.003
}
