public import MediaTypes

/// Finds the shots of a video of which only some pictures are seen: key pictures, and whole stretches.
///
/// ```
///   pictures   K···········K······▒▒▒▒▒▒▒▒▒···K···········K···
///   seen       ●           ●      ●●●●●●●●●   ●           ●
///   shots      └──────────────────────┘└──────────────────────   a cut inside the stretch
/// ```
public struct SparseShotDetector: Sendable {
  /// Nearer to the end of a stretch than this, too little was seen of what follows.
  private static let leastAfter = 8

  private let model: ShotModel
  private var assembler: ShotAssembler
  private var likely: ArraySlice<LikelyCut>
  /// Pictures that were seen so far, and where among them the current run of neighbours starts.
  private var count = 0
  private var runStart = 0
  private var first: PictureSignature?
  private var finder: TransitionFinder?
  private var last: PictureSignature?
  /// What was found in the current run, and believed cuts, until they are in order.
  private var found: [FoundTransition] = []
  private var believed: [FoundTransition] = []

  /// Starts a video.
  ///
  /// - Parameters:
  ///   - plan: What will be seen, beside all key pictures.
  ///   - sensitivity: As of a ``ShotDetector``.
  ///   - shortestShot: As of a ``ShotDetector``.
  public init(_ plan: SparsePlan, sensitivity: Double = 0.5, shortestShot: Ratio = 0) {
    model = ShotModel(sensitivity: sensitivity)
    assembler = ShotAssembler(shortest: shortestShot)
    likely = plan.likelyCuts[...]
  }

  /// Takes the next picture that is seen, in the order of their numbers, and gives the shots that are certain now.
  public mutating func observe(_ signature: PictureSignature) -> [Shot] {
    let isNeighbour = last.map { $0.ordinal + 1 == signature.ordinal } ?? false
    let shots = isNeighbour ? [] : endRun(isLast: false)
    take(signature, isNeighbour: isNeighbour)
    count += 1
    last = signature
    while let cut = likely.first, cut.ordinal <= signature.ordinal {
      likely.removeFirst()
      if cut.ordinal == signature.ordinal, count > 1 {
        believed.append(FoundTransition(cutBefore: count - 1, confidence: cut.confidence))
      }
    }
    return shots + give(upTo: runStart + (finder?.settled ?? 0))
  }

  /// Gives the last shots; the video's pictures end at `end`, the last of them with the number `ordinal`.
  public mutating func finish(at end: Timestamp, ordinal: Int) -> [Shot] {
    let isLast = last.map { $0.ordinal == ordinal } ?? false
    return endRun(isLast: isLast) + assembler.finish(at: end, ordinal: ordinal)
  }

  private mutating func take(_ signature: PictureSignature, isNeighbour: Bool) {
    guard isNeighbour else {
      // Most key pictures stand alone, and need no finder.
      first = signature
      assembler.append(FrameSummary(SignatureFeatures(signature), step: nil, stepSeconds: 0))
      return
    }
    let isNew = finder == nil
    // Taken out, so that what it holds is changed in place.
    var current = finder.take() ?? TransitionFinder(model)
    if isNew, let first { found += shifted(current.observe(first)) }
    found += shifted(current.observe(signature))
    let (step, seconds) = current.stepToNewest()
    assembler.append(current.summaryOfNewest(step, seconds))
    finder = current
  }

  /// Ends a run of neighbours: what lies after it is not seen, or there is nothing.
  private mutating func endRun(isLast: Bool) -> [Shot] {
    if var current = finder.take() {
      found += shifted(current.finish())
      if !isLast { found.removeAll { $0.last > count - 1 - Self.leastAfter } }
    }
    let shots = give(upTo: count)
    runStart = count
    return shots
  }

  private func shifted(_ transitions: [FoundTransition]) -> [FoundTransition] {
    transitions.map { $0.shifted(by: runStart) }
  }

  /// Gives everything before a frame that no transition can come before any more.
  private mutating func give(upTo settled: Int) -> [Shot] {
    found.removeAll { transition in
      believed.contains { transition.first - 2 <= $0.first && $0.first <= transition.last + 2 }
    }
    let ready = (found + believed).filter { $0.first < settled }.sorted { $0.first < $1.first }
    found.removeAll { $0.first < settled }
    believed.removeAll { $0.first < settled }
    return assembler.advance(ready, settled: settled)
  }
}
