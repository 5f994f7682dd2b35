/// Finds cuts: places where structure changes at once, for good, and more than it does around.
///
/// A boundary is named by the frame after it.
struct CutFinder {
  /// A boundary that scores high enough, and what speaks for and against it.
  struct Candidate: Equatable {
    let frame: Int
    let score: Float
    /// Structure that changes, at the boundary and lasting, and the busier side's.
    let structure: Float
    let lasting: Float
    let around: Float
    /// The share of blocks that change.
    let changed: Float
    /// How near the old view comes again; infinite where there is nothing to compare.
    let returning: Float
    let isCut: Bool
  }

  private let model: ShotModel.Cuts
  /// Scores of the last boundaries; minus infinity where they cannot reach the threshold.
  private var scores: [Float]
  private var measured: [ScoreInputs?]
  private var scored = 0
  private var decided = 0
  private var lastPeak = Int.min / 2
  private var stills: [Float]
  private var lumas: [Float]

  init(_ model: ShotModel.Cuts) {
    precondition(model.structure.allowsBounds, "searches are saved only with terms of these signs")
    self.model = model
    scores = [Float](repeating: -.infinity, count: 16)
    measured = [ScoreInputs?](repeating: nil, count: 16)
    (stills, lumas) = ([Float](repeating: 0, count: 32), [Float](repeating: 0, count: 32))
  }

  /// The score at a boundary that was decided just now; nil where it was not measured.
  func score(_ frame: Int) -> Float? {
    let score = scores[frame % 16]
    return score == -.infinity ? nil : score
  }

  /// How many frames are decided: whether a cut lies before each of them.
  var known: Int { decided }

  /// How many frames after a boundary are looked at.
  static func latency(_ model: ShotModel.Cuts) -> Int {
    max(model.neighbourhood, model.returnLags.upperBound - 1)
  }

  /// Decides what can be decided after a frame has come, or all that is left.
  mutating func advance(_ frames: inout FrameMeasures, isLast: Bool) -> [Candidate] {
    var found: [Candidate] = []
    if !isLast { measureNewest(frames) }
    while scored < frames.count, isLast || scored + model.neighbourhood < frames.count {
      measured[scored % 16] = inputs(scored, &frames)
      scores[scored % 16] = measured[scored % 16].map { $0.score(model) } ?? -.infinity
      scored += 1
    }
    while decided < scored, isLast || decided + Self.latency(model) < frames.count {
      if let candidate = candidate(decided, &frames) { found.append(candidate) }
      decided += 1
    }
    return found
  }

  private mutating func measureNewest(_ frames: borrowing FrameMeasures) {
    let frame = frames.count - 1
    guard frame > 0 else { return }
    stills[frame % 32] = min(frames.stillStructure(frame - 1, frame), model.mostStructure)
    lumas[frame % 32] = PairFigures.luma(
      frames.lumaStep(frame - 1, frame), unit: model.lumaUnit)
  }

  /// What the score at a boundary is made of; nil if it cannot exceed the threshold.
  private func inputs(_ frame: Int, _ frames: inout FrameMeasures) -> ScoreInputs? {
    guard frame > 0, stills[frame % 32] >= model.leastStructure else { return nil }
    let pairs = lastingPairs(frame, frames)
    var luma = ScoreInputs.Sides(here: lumas[frame % 32])
    luma.lasting =
      pairs.map {
        PairFigures.luma(frames.lumaStep($0.earlier, $0.later), unit: model.lumaUnit)
      }.min() ?? luma.here
    let (before, after) = neighbours(frame, frames)
    luma.setSides(before.map { lumas[$0 % 32] }.max(), after.map { lumas[$0 % 32] }.max())

    // Zero shifts bound from above what a search can find; most frames need no search at all.
    var structure = ScoreInputs.Sides(here: stills[frame % 32])
    let stillPairs = pairs.map {
      min(frames.stillStructure($0.earlier, $0.later), model.mostStructure)
    }
    structure.lasting = stillPairs.min() ?? structure.here
    guard ScoreInputs(structure, luma).score(model) > model.threshold else { return nil }
    structure.here = clipped(frames.structure(frame - 1, frame))
    guard structure.here >= model.leastStructure else { return nil }
    structure.lasting = min(structure.lasting, pairs.isEmpty ? structure.here : .infinity)
    guard ScoreInputs(structure, luma).score(model) > model.threshold else { return nil }
    structure.setSides(most(before, &frames), most(after, &frames))
    for pair in pairs {
      guard ScoreInputs(structure, luma).score(model) > model.threshold else { return nil }
      structure.lasting = min(
        structure.lasting, clipped(frames.structure(pair.earlier, pair.later)))
    }
    return ScoreInputs(structure, luma)
  }

  /// The most structure that changes at any of the boundaries; nil if there are none.
  private func most(_ boundaries: Range<Int>, _ frames: inout FrameMeasures) -> Float? {
    guard !boundaries.isEmpty else { return nil }
    var most: Float = 0
    for frame in boundaries.sorted(by: { stills[$0 % 32] > stills[$1 % 32] }) {
      guard stills[frame % 32] > most else { break }
      most = max(most, clipped(frames.structure(frame - 1, frame)))
    }
    return most
  }

  private func clipped(_ figure: Float) -> Float { min(figure, model.mostStructure) }

  /// Pairs of frames on either side, up to the lasting lag apart.
  private func lastingPairs(
    _ frame: Int, _ frames: borrowing FrameMeasures
  ) -> [(earlier: Int, later: Int)] {
    var pairs: [(earlier: Int, later: Int)] = []
    for lag in stride(from: 2, through: model.lastingLag, by: 1) {
      for later in frame..<frame + lag where later < frames.count && later >= lag {
        pairs.append((later - lag, later))
      }
    }
    return pairs
  }

  private func neighbours(
    _ frame: Int, _ frames: borrowing FrameMeasures
  ) -> (before: Range<Int>, after: Range<Int>) {
    let start = max(1, frame - model.neighbourhood)
    let end = min(frames.count, frame + model.neighbourhood + 1)
    return (start..<max(start, frame - 1), min(frame + 2, end)..<end)
  }

  private mutating func candidate(_ frame: Int, _ frames: inout FrameMeasures) -> Candidate? {
    let score = scores[frame % 16]
    guard score > model.threshold, let inputs = measured[frame % 16],
      frame - lastPeak > model.spacing
    else { return nil }
    let nearby = max(0, frame - model.spacing)...min(frames.count - 1, frame + model.spacing)
    guard nearby.allSatisfy({ scores[$0 % 16] <= score }) else { return nil }
    lastPeak = frame
    let changed = frames.changedShare(frame - 1, frame, model)
    let returning = changed >= model.leastChanged ? returning(frame, &frames) : .infinity
    return Candidate(
      frame: frame, score: score, structure: inputs.structure.here,
      lasting: inputs.structure.lasting, around: inputs.structure.busier, changed: changed,
      returning: returning,
      isCut: changed >= model.leastChanged && returning >= model.leastReturn)
  }

  /// How near the view before the boundary comes after it, or the view after it was before.
  private func returning(_ frame: Int, _ frames: inout FrameMeasures) -> Float {
    var nearest = Float.infinity
    for lag in model.returnLags {
      let pairs = [(frame - 1, frame - 1 + lag), (frame - lag, frame)]
      for (earlier, later) in pairs where earlier >= 0 && later < frames.count {
        nearest = min(
          nearest,
          frames.structure(earlier, later)
            + model.returnLuma * frames.lumaStep(earlier, later))
      }
    }
    return nearest
  }
}

/// What a cut's score is made of.
struct ScoreInputs: Equatable {
  /// One measure at a boundary, over it, and on its two sides.
  struct Sides: Equatable {
    var here: Float
    var lasting: Float = 0
    var busier: Float = 0
    var calmer: Float = 0

    init(here: Float) { self.here = here }

    mutating func setSides(_ before: Float?, _ after: Float?) {
      (busier, calmer) = (max(before ?? 0, after ?? 0), min(before ?? 0, after ?? 0))
    }

    func score(_ terms: ShotModel.CutTerms) -> Float {
      terms.here * here + terms.lasting * lasting + terms.busier * busier + terms.calmer * calmer
    }
  }

  let structure: Sides
  let luma: Sides

  init(_ structure: Sides, _ luma: Sides) { (self.structure, self.luma) = (structure, luma) }

  func score(_ model: ShotModel.Cuts) -> Float {
    structure.score(model.structure) + luma.score(model.luma) + model.bias
  }
}
