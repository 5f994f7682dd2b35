/// One window, measured gate by gate, what costs least first.
struct GradualWindow {
  let start: Int
  let end: Int
  private let limits: ClosedRange<Int>
  private let model: GradualModel
  private var figures = GradualFigures()
  /// Minus infinity for the kinds that it cannot be.
  private var barred = GradualModel.Kinds()
  /// By how much the score can exceed its threshold; by how much it does, once measured.
  private(set) var bound: Float = 0

  init(start: Int, end: Int, limits: ClosedRange<Int>, _ model: GradualModel) {
    (self.start, self.end, self.limits, self.model) = (start, end, limits, model)
  }

  /// Whether both cannot be.
  func overlaps(_ other: GradualWindow) -> Bool { start < other.end - 1 && end > other.start + 1 }

  /// Whether it passes every gate but the last, which costs most.
  mutating func isLikely(_ frames: inout FrameMeasures) -> Bool {
    guard hasEvenWay(&frames) else { return false }
    measureMixtures(frames)
    barByResidue()
    bar(GradualInputs(figures).early(GradualWeights.early) .<= model.earlyThresholds)
    guard barred.max() == 0 else { return false }
    measureFront(frames)
    guard figures.front.coverage >= model.leastCoverage,
      canExceed(unknown: [.view, .returning, .slide]), isOtherScene(&frames),
      canExceed(unknown: [.returning, .slide])
    else { return false }
    measureSlide(frames)
    return canExceed(unknown: [.returning])
  }

  /// Measures what was left, and gives the window as a candidate; nil if it is none after all.
  mutating func measure(_ frames: inout FrameMeasures) -> GradualFinder.Candidate? {
    guard staysAway(&frames) else { return nil }
    let margins = margins()
    bound = margins.max()
    guard bound > 0 else { return nil }
    let kind: Transition.Kind =
      margins[0] == bound ? .dissolve : margins[1] == bound ? .wipe : .push
    return GradualFinder.Candidate(
      kind: kind, start: start, end: end, margin: bound, figures: figures)
  }

  private mutating func bar(_ kinds: SIMDMask<GradualModel.Kinds.MaskStorage>) {
    barred.replace(with: -.infinity, where: kinds)
  }

  /// Whether it may be a transition of any kind, now that less is unknown.
  private mutating func canExceed(unknown: [GradualInputs.Group]) -> Bool {
    let margins = margins(unknown: unknown)
    bar(margins .<= 0)
    bound = margins.max()
    return bound > 0
  }

  /// By how much the scores exceed their thresholds, or at most can while some inputs are unknown.
  private func margins(unknown: [GradualInputs.Group] = []) -> GradualModel.Kinds {
    var margins = GradualInputs(figures).scores(GradualWeights.all, unknown: unknown)
    margins += barred - model.thresholds
    if figures.length > model.longDissolve { margins[0] -= model.longDissolveMargin }
    return margins
  }

  private mutating func hasEvenWay(_ frames: inout FrameMeasures) -> Bool {
    guard var way = CellWay(from: start, to: end, &frames, model), way.isEven(&frames),
      way.isAtRest(&frames, within: limits)
    else { return false }
    way.measureBlending(frames)
    figures = way.figures
    return true
  }

  private mutating func measureMixtures(_ frames: borrowing FrameMeasures) {
    let (a, b) = (frames[start], frames[end])
    let quarters = (1...3).map { frames[frames.quarter($0, from: start, to: end)] }
    let ends = StructureEnds(a, b, rows: Letterbox.pictureRows(a, b), model)
    figures.likeness = ends.correlation
    let mixtures = quarters.map { StructureMixture(of: $0, from: a, b, ends: ends, model) }
    let (early, middle, late) = (mixtures[0], mixtures[1], mixtures[2])
    figures.balance = min(middle.first, middle.second)
    figures.mixtureError =
      (abs(early.first - 0.75) + abs(early.second - 0.25) + abs(late.first - 0.25)
        + abs(late.second - 0.75)) / 4
    figures.explained = (early.explained + middle.explained + late.explained) / 3
    figures.leastExplained = min(early.explained, middle.explained, late.explained)

    let (first, last) = (a.activity + model.contrastNoise, b.activity + model.contrastNoise)
    let contrasts = quarters.enumerated().map { place, frame in
      let share = Float(place + 1) / 4
      return (frame.activity + model.contrastNoise) / ((1 - share) * first + share * last)
    }
    figures.middleContrast = contrasts[1]
    figures.quarterContrast = (contrasts[0] + contrasts[2]) / 2
  }

  private mutating func barByResidue() {
    if figures.residue >= model.mostDissolveResidue
      || figures.explained <= model.leastDissolveExplained
    {
      barred[0] = -.infinity
    }
    if figures.residue <= model.leastWipeResidue { barred[1] = -.infinity }
  }

  private mutating func measureFront(_ frames: borrowing FrameMeasures) {
    let step = end - start > model.sparseFront ? 2 : 1
    figures.front = CellFront(
      of: stride(from: start + step, to: end, by: step).map { frames[$0] }, from: frames[start],
      to: frames[end], least: model.leastCellChange)
  }

  private mutating func isOtherScene(_ frames: inout FrameMeasures) -> Bool {
    // The most that a search could say decides some windows without one.
    guard frames.stillView(start, end) > model.leastSceneChange,
      let view = frames.view(start, end, least: model.leastSceneChange)
    else { return false }
    figures.view = view
    return true
  }

  /// Looks for slides at both quarters and in the middle, if it can be a push at all.
  private mutating func measureSlide(_ frames: borrowing FrameMeasures) {
    guard barred[2] == 0 else { return }
    let search = SlideSearch(from: frames[start].signature, to: frames[end].signature)
    let quarters = (1...3).map { frames[frames.quarter($0, from: start, to: end)].signature }
    if let slide = SlideCourse(search, quarters, model) {
      figures.slide = slide
    } else {
      barred[2] = -.infinity
    }
  }

  /// Whether neither view comes back beyond the other end, as it does in flicker and time lapse.
  private mutating func staysAway(_ frames: inout FrameMeasures) -> Bool {
    let distance = figures.view.distance(model)
    figures.returnMargin = .infinity
    for beyond in model.returnDistances {
      if end + beyond <= limits.upperBound { approach(start, end + beyond, distance, &frames) }
      if start - beyond >= limits.lowerBound { approach(start - beyond, end, distance, &frames) }
      bar(model.leastReturn .>= GradualModel.Kinds(repeating: figures.returnMargin))
      guard barred.max() == 0 else { return false }
    }
    if figures.returnMargin == .infinity { figures.returnMargin = model.noReturn - distance }
    return true
  }

  private mutating func approach(
    _ earlier: Int, _ later: Int, _ distance: Float, _ frames: inout FrameMeasures
  ) {
    guard let view = frames.view(earlier, later) else { return }
    figures.returnMargin = min(figures.returnMargin, view.distance(model) - distance)
  }
}
