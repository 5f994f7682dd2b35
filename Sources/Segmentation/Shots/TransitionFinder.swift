internal import MediaTypes

/// Finds transitions of every kind while frames come, and gives each once nothing can change it.
struct TransitionFinder {
  private let model: ShotModel
  private(set) var frames = FrameMeasures()
  private var cutFinder: CutFinder
  private var fadeFinder: FadeFinder
  private var gradualFinder: GradualFinder
  /// Cuts of late, for intervals and ramps.
  private var recentCuts: [Int] = []
  private var openCuts: [CutFinder.Candidate] = []
  private var fades: [FadeFinder.Fade] = []
  private var windows = WindowChoice()
  private var chosen: [GradualFinder.Candidate] = []
  private var lastGiven = -1

  init(_ model: ShotModel) {
    self.model = model
    cutFinder = CutFinder(model.cuts)
    fadeFinder = FadeFinder(model)
    gradualFinder = GradualFinder(model.graduals)
  }

  /// Every transition with a border before this frame has been given.
  private(set) var settled = 0

  /// Takes the next frame, and gives what is certain now.
  mutating func observe(_ signature: PictureSignature) -> [FoundTransition] {
    frames.append(signature)
    return advance(isLast: false)
  }

  /// How the camera came to the newest frame, where a step ends there, and how long that took.
  mutating func stepToNewest() -> (step: CameraStep?, seconds: Double) {
    let newest = frames.count - 1
    guard newest >= CameraStep.frames, newest % CameraStep.frames == 0 else { return (nil, 0) }
    let start = newest - CameraStep.frames
    let seconds = frames[newest].signature.range.start
      .seconds(since: frames[start].signature.range.start)
    guard frames.stillStructure(start, newest) > CameraStep.leastStructure else {
      return (.still, seconds)
    }
    return (CameraStep(of: frames[newest], by: frames.searchBack(start, newest)), seconds)
  }

  /// What is kept of the newest frame.
  func summaryOfNewest(_ step: CameraStep?, _ seconds: Double) -> FrameSummary {
    FrameSummary(frames[frames.count - 1], step: step, stepSeconds: seconds)
  }

  /// Gives the rest after the last frame.
  mutating func finish() -> [FoundTransition] { advance(isLast: true) }

  private mutating func advance(isLast: Bool) -> [FoundTransition] {
    let cuts = cutFinder.advance(&frames, isLast: isLast)
    recentCuts += cuts.map(\.frame)
    openCuts += cuts
    let known = cutFinder.known
    fades += fadeFinder.advance(&frames, cuts: recentCuts, known: known, isLast: isLast)
    windows.add(
      gradualFinder.advance(&frames, cuts: recentCuts, known: known, isLast: isLast))
    recentCuts.removeAll { $0 < frames.count - FrameMeasures.capacity }
    let certain = isLast ? frames.count : known - FadeFinder.latency(model) - 1
    windows.drop(upTo: certain, beside: fades)
    let open = fadeFinder.openFrom
    // A fade that is not over yet will take the windows that overlap it.
    chosen += windows.decide(upTo: min(certain, open ?? .max), measuringUpTo: certain, &frames)
    var limit = min(certain, windows.openFrom ?? .max)
    if let open { limit = min(limit, open - 2) }
    if isLast { limit = frames.count + 1 }
    return give(before: limit)
  }

  private mutating func give(before limit: Int) -> [FoundTransition] {
    let gradual =
      fades.map { FoundTransition($0, model) } + chosen.map { FoundTransition($0, model) }
    let cuts = openCuts.filter { cut in
      cut.frame + 1 < limit
        && !gradual.contains { $0.first - 1 <= cut.frame && cut.frame <= $0.last + 1 }
    }
    let ready =
      gradual.filter { $0.first < limit && $0.first > lastGiven }
      + cuts.map { FoundTransition($0, model) }
    var given: [FoundTransition] = []
    for transition in ready.sorted(by: { $0.first < $1.first })
    where transition.first > lastGiven {
      given.append(transition)
      lastGiven = transition.last
    }
    openCuts.removeAll { $0.frame + 1 < limit }
    // What was given still keeps cuts beside it away.
    fades.removeAll { $0.last + 2 < limit }
    chosen.removeAll { $0.end + 2 < limit }
    settled = max(settled, min(limit - 1, frames.count))
    return given
  }
}
