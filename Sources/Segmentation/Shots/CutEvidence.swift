/// What speaks for and against a cut at a boundary that was looked at closely.
///
/// Busier, calmer, second and third are said of the boundaries around, their mean is that of the middle two.
struct CutEvidence: Equatable {
  /// Structure that changes, at the boundary and lasting, and the busiest and the third of those around.
  let structure: Float
  let lasting: Float
  let busiest: Float
  let structureAround: Float
  /// The luma steps around, and the larger one right beside it.
  let lumaAround: Float
  let lumaBeside: Float
  /// The share of blocks that change: here, on the busier and the calmer side, and the second around.
  let changed: Float
  let changedBusier: Float
  let changedCalmer: Float
  let changedSecond: Float
  /// The difference of luma histograms that lasts, and the second around.
  let histogramLasting: Float
  let histogramSecond: Float
  /// The difference of colours that lasts, and the mean around.
  let colourLasting: Float
  let colourAround: Float
  /// How the blocks vote: by what is left of them, as a share of structure, by mean levels, by samples.
  let residueVotes: BlockVotes
  let shareVotes: BlockVotes
  let levelVotes: BlockVotes
  let sampleVotes: BlockVotes
  /// The share of structure that changes in the block that a quarter of all stay below.
  let calmShare: Float
  /// The share of blocks whose change lasts.
  let lastingBlocks: Float
  /// The mean step of luma where it stands.
  let stillStep: Float
  /// How near the old view comes again; nil if the rest says that it is no cut.
  private(set) var returning: Float?
  /// How little the structure of the two views has in common, whatever its contrast.
  private(set) var decorrelation: Float?

  /// Measures a boundary.
  init(
    _ boundary: Int, _ near: CutNeighbourhood, _ prospect: CutProspect,
    _ measures: inout BoundaryMeasures, _ frames: inout FrameMeasures, _ model: CutModel
  ) {
    let here = measures.blocks(boundary - 1, boundary, &frames)
    let steps = measures.steps(boundary, frames)
    let around = near.around
    let blocks = around.map { measures.blocks($0 - 1, $0, &frames) }
    let sides = around.map { measures.steps($0, frames) }
    (structure, lasting) = (prospect.structure.here, prospect.structure.lasting)
    busiest = prospect.structure.busier
    structureAround = near.sorted(blocks.map { min($0.structure, model.mostStructure) }).third
    lumaAround = near.sorted(around.map { measures.luma($0) }).middle
    lumaBeside = near.beside.map { measures.luma($0) }.max() ?? 0

    changed = here.changed
    let changes = blocks.map(\.changed)
    let former = changes.prefix(near.before.count).max() ?? 0
    let latter = changes.dropFirst(near.before.count).max() ?? 0
    (changedBusier, changedCalmer) = (max(former, latter), min(former, latter))
    changedSecond = near.sorted(changes).second

    let histogram = { (pair: (earlier: Int, later: Int), frames: inout FrameMeasures) in
      frames.histogramStep(pair.earlier, pair.later)
    }
    let colour = { (pair: (earlier: Int, later: Int), frames: borrowing FrameMeasures) in
      PairFigures.scaled(frames.colourStep(pair.earlier, pair.later), unit: model.colourUnit)
    }
    let straddling = near.lasting.isEmpty ? [(boundary - 1, boundary)] : near.lasting
    histogramLasting = straddling.map { histogram($0, &frames) }.min() ?? 0
    histogramSecond = near.sorted(around.map { histogram(($0 - 1, $0), &frames) }).second
    colourLasting = straddling.map { colour($0, frames) }.min() ?? 0
    colourAround = near.sorted(around.map { colour(($0 - 1, $0), frames) }).middle

    // Black bars never change, and have no vote.
    let rows = Letterbox.pictureRows(frames[boundary - 1], frames[boundary])
    residueVotes = BlockVotes(
      here.residues, around: blocks.map(\.residues), floor: model.residueFloor, rows: rows)
    shareVotes = BlockVotes(
      here.shares, around: blocks.map(\.shares), floor: model.shareFloor, rows: rows)
    levelVotes = BlockVotes(
      steps.levels, around: sides.map(\.levels), floor: model.levelFloor, rows: rows)
    sampleVotes = BlockVotes(
      steps.samples, around: sides.map(\.samples), floor: model.stillFloor, rows: rows)
    calmShare = min(here.shares.sorted(rows)[2 * rows.count], model.mostBlockShare)
    lastingBlocks = Self.lastingBlocks(
      straddling.map { measures.blocks($0.0, $0.1, &frames).shares }, rows, model)
    stillStep = PairFigures.scaled(steps.samples.total(rows) / Float(8 * rows.count), unit: 1)

    // What comes back can only lower the score, and takes the most searches.
    guard score(model) > model.threshold else { return }
    var nearest = model.mostReturn
    for (earlier, later) in near.returning {
      let lag = later - earlier
      let structure =
        lag <= model.lastingLag
        ? measures.blocks(earlier, later, &frames).structure
        : frames.blocks(earlier, later, model).structure
      nearest = min(nearest, structure + model.returnLuma * frames.lumaStep(earlier, later))
    }
    returning = near.returning.isEmpty ? model.noReturn : nearest
    decorrelation = frames.view(boundary - 1, boundary)?.decorrelation
  }

  /// Whether the boundary is something else than its score says: a flash, other light, or flicker.
  func isDisturbance(_ model: CutModel) -> Bool {
    (returning ?? 0) < model.leastReturn || (decorrelation ?? 0) < model.leastDecorrelation
      || residueVotes.mean <= model.flickerVote && busiest >= model.flickerShare * structure
  }

  /// How much more speaks for a cut than against one; the most it can be, while `returning` is nil.
  func score(_ model: CutModel) -> Float {
    let weights = model.weights
    let vote = min(residueVotes.mean, sampleVotes.mean, levelVotes.mean)
    var score = weights.bias
    score += weights.lasting * max(lasting - weights.commonLasting, 0)
    score += weights.structureAround * structureAround
    score += weights.lumaAround * lumaAround + weights.lumaBeside * lumaBeside
    score += weights.changedBusier * changedBusier + weights.changedCalmer * changedCalmer
    score += weights.changedSecond * changedSecond
    score += weights.histogramLasting * histogramLasting
    score += weights.histogramSecond * histogramSecond
    score += weights.colourLasting * colourLasting + weights.colourAround * colourAround
    score += weights.residueUpper * residueVotes.upper + weights.shareVoters * shareVotes.voters
    score += weights.calmShare * calmShare + weights.lastingBlocks * lastingBlocks
    score += weights.stillStep * stillStep + weights.returning * (returning ?? 0)
    score += weights.leastVote * vote
    score += weights.residueVote * min(residueVotes.mean, weights.fullVote)
    score += weights.levelVote * min(levelVotes.mean, weights.fullVote)
    return score
  }

  private static func lastingBlocks(
    _ shares: [Blocks<Float>], _ rows: Range<Int>, _ model: CutModel
  ) -> Float {
    var count = SIMD8<Float>()
    for row in rows {
      var least = SIMD8<Float>(repeating: model.mostBlockShare)
      for pair in shares { least = lesser(least, pair[row]) }
      count += SIMD8<Float>().replacing(with: 1, where: least .> model.lastingShare)
    }
    return count.sum() / Float(8 * rows.count)
  }
}

extension [Float] {
  /// Of sorted figures, the second and the third largest, and the mean of the middle two.
  fileprivate var second: Float { self[count - 2] }
  fileprivate var third: Float { self[count - 3] }
  fileprivate var middle: Float { (self[count / 2 - 1] + self[count / 2]) / 2 }
}
