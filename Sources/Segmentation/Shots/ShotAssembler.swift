internal import MediaTypes

/// Puts transitions on the clock and tiles the video with shots.
struct ShotAssembler {
  private let shortest: Ratio
  /// Frames that are not in a shot yet, the first of them at number `base`.
  private var frames: [FrameSummary] = []
  private var base = 0
  private var given = 0
  private var current: ShotSum?
  /// The last transition, until no better one can come too near to it.
  private var held: FoundTransition?
  private var latest: Transition?
  private var latestEnd = 0

  init(shortest: Ratio) { self.shortest = shortest }

  /// Takes the next frame.
  mutating func append(_ frame: FrameSummary) { frames.append(frame) }

  /// Takes transitions in order; all before frame `settled` have come.
  mutating func advance(_ transitions: [FoundTransition], settled: Int) -> [Shot] {
    var shots: [Shot] = []
    for transition in transitions { shots += take(transition) }
    if let transition = held, settled > transition.border,
      !isShort(from: transition.border, to: settled - 1)
    {
      shots += split(transition)
      held = nil
    }
    fill(upTo: min(settled, held?.first ?? .max))
    return shots
  }

  /// Gives the rest after the last frame.
  mutating func finish() -> [Shot] {
    frames.last.map { finish(at: $0.range.end, ordinal: $0.ordinal) } ?? []
  }

  /// Gives the rest where the video goes on unseen: until `end`, up to the picture with that number.
  mutating func finish(at end: Timestamp, ordinal: Int) -> [Shot] {
    var shots: [Shot] = []
    if let transition = held {
      let start = self[transition.border].range.start
      if start.advanced(by: shortest) <= end { shots += split(transition) }
      held = nil
    }
    fill(upTo: base + frames.count)
    if let current { shots.append(current.shot(end: end, ordinal: ordinal, closing: nil)) }
    current = nil
    return shots
  }

  private subscript(frame: Int) -> FrameSummary { frames[frame - base] }

  private func isShort(from start: Int, to end: Int) -> Bool {
    self[start].range.start.advanced(by: shortest) > self[end].range.start
  }

  /// Of two transitions too near to each other the surer one counts.
  private mutating func take(_ transition: FoundTransition) -> [Shot] {
    guard let before = held else {
      if let current, latest == nil,
        current.first.range.start.advanced(by: shortest) > self[transition.border].range.start
      {
        return []
      }
      if current == nil, isShort(from: base, to: transition.border) { return [] }
      held = transition
      return []
    }
    if isShort(from: before.border, to: transition.border) {
      if transition.confidence > before.confidence { held = transition }
      return []
    }
    held = transition
    return split(before)
  }

  /// Ends the current shot at the transition's border.
  private mutating func split(_ found: FoundTransition) -> [Shot] {
    let transition = onClock(found)
    fill(upTo: found.border, inTransitionFrom: found.kind == .cut ? found.border : found.first)
    let border = self[found.border]
    let shot = current?.shot(
      end: border.range.start, ordinal: border.ordinal - 1, closing: transition)
    current = ShotSum(border, opening: transition)
    (latest, latestEnd) = (transition, found.kind == .cut ? found.first - 1 : found.last)
    return shot.map { [$0] } ?? []
  }

  private mutating func fill(upTo end: Int, inTransitionFrom: Int = .max) {
    guard end > base + given else { return }
    for frame in base + given..<end {
      let summary = self[frame]
      if current == nil { current = ShotSum(summary, opening: nil) }
      current?.add(
        summary, isInTransition: frame <= latestEnd && latest != nil || frame >= inTransitionFrom)
    }
    given = end - base
    // One frame stays, for the end of the video.
    guard given > 256 else { return }
    frames.removeFirst(given - 1)
    base += given - 1
    given = 1
  }

  private func onClock(_ found: FoundTransition) -> Transition {
    let (first, last) = (self[found.first], self[found.last])
    let isCut = found.kind == .cut
    let end = isCut ? first.range.start : last.range.end
    return Transition(
      found.kind, range: TimeRange(first.range.start, upTo: max(end, first.range.start)),
      ordinals: first.ordinal..<(isCut ? first.ordinal : max(last.ordinal, first.ordinal) + 1),
      confidence: found.confidence, figures: found.figures)
  }
}
