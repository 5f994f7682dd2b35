/// Finds cuts: places where the picture changes at once, for good, and more than it does around.
///
/// A boundary is named by the frame after it.
struct CutFinder {
  /// A cut, and what it was decided by.
  struct Candidate: Equatable {
    let frame: Int
    let score: Float
    let evidence: CutEvidence
  }

  private let model: CutModel
  private var measures: BoundaryMeasures
  /// What was measured of the last boundaries; nil where a closer look is not worth while.
  private var evidence: [CutEvidence?]
  /// Their scores; minus infinity where they are no cuts.
  private var scores: [Float]
  private var scored = 0
  private var decided = 0
  private var lastCut = Int.min / 2

  init(_ model: CutModel) {
    precondition(model.structure.allowsBounds, "searches are saved only with terms of these signs")
    precondition(model.weights.returning <= 0, "what comes back must not raise the score")
    self.model = model
    measures = BoundaryMeasures(model)
    evidence = [CutEvidence?](repeating: nil, count: 16)
    scores = [Float](repeating: -.infinity, count: 16)
  }

  /// How many frames are decided: whether a cut lies before each of them.
  var known: Int { decided }

  /// What was measured of a boundary that was decided just now; nil where no closer look was taken.
  func evidence(_ boundary: Int) -> CutEvidence? { evidence[boundary % 16] }

  /// How many frames after a boundary are looked at.
  private var latency: Int { max(model.neighbourhood, model.returnLags.upperBound - 1) }

  /// Decides what can be decided after a frame has come, or all that is left.
  mutating func advance(_ frames: inout FrameMeasures, isLast: Bool) -> [Candidate] {
    if !isLast { measures.takeNewest(frames) }
    while scored < frames.count, isLast || scored + latency < frames.count {
      score(scored, &frames)
      scored += 1
    }
    var found: [Candidate] = []
    while decided < scored, isLast || decided + model.spacing < scored {
      if let cut = cut(decided) { found.append(cut) }
      decided += 1
    }
    return found
  }

  private mutating func score(_ boundary: Int, _ frames: inout FrameMeasures) {
    let place = boundary % 16
    (evidence[place], scores[place]) = (nil, -.infinity)
    guard boundary > 0, measures.still(boundary) >= model.leastStructure else { return }
    let near = CutNeighbourhood(boundary, of: frames.count, model)
    guard let prospect = CutProspect(boundary, near, &measures, &frames, model) else { return }
    let found = CutEvidence(boundary, near, prospect, &measures, &frames, model)
    evidence[place] = found
    let score = found.score(model)
    let isAtEdge = near.before.isEmpty || near.after.isEmpty
    if score > model.threshold + (isAtEdge ? model.edgeMargin : 0), !found.isDisturbance(model) {
      scores[place] = score
    }
  }

  private mutating func cut(_ boundary: Int) -> Candidate? {
    let score = scores[boundary % 16]
    guard score > -.infinity, let evidence = evidence[boundary % 16],
      boundary - lastCut > model.spacing
    else { return nil }
    let nearby = max(0, boundary - model.spacing)...min(scored - 1, boundary + model.spacing)
    guard nearby.allSatisfy({ scores[$0 % 16] <= score }) else { return nil }
    lastCut = boundary
    return Candidate(frame: boundary, score: score, evidence: evidence)
  }
}
