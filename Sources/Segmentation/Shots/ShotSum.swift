internal import MediaTypes

/// A shot while its frames are added up: as large for an hour as for a second.
struct ShotSum {
  /// How many stretches are kept to choose the best frame from.
  private static let mostStretches = 64
  /// What a frame counts at the edge of a shot, where one in the middle counts 1.
  private static let edgeShare: Float = 0.5
  /// What a frame of a transition counts.
  private static let transitionShare: Float = 0.05

  private struct Sharpest {
    let place: Int
    let frame: ShotFrame
    let value: Float
  }

  let first: FrameSummary
  let opening: Transition?
  private var count = 0
  private var brightness = 0.0
  private var activity = 0.0
  private var motion = MotionSum()
  private var palette = Palette()
  private var sharpest: [Sharpest] = []
  private var stretch = 1

  init(_ first: FrameSummary, opening: Transition?) {
    (self.first, self.opening) = (first, opening)
  }

  /// Adds the next frame.
  mutating func add(_ frame: FrameSummary, isInTransition: Bool) {
    // The step into the shot's first frames comes from the shot before.
    if let step = frame.step, count >= CameraStep.frames {
      motion.add(step, seconds: frame.stepSeconds)
    }
    brightness += Double(frame.brightness)
    activity += Double(frame.activity)
    palette.add(frame.cells)
    let value = frame.activity * (isInTransition ? Self.transitionShare : 1)
    keep(
      Sharpest(
        place: count,
        frame: ShotFrame(ordinal: frame.ordinal, timestamp: frame.range.start), value: value))
    count += 1
  }

  /// Keeps the sharpest frame of every stretch; stretches double when they become too many.
  private mutating func keep(_ frame: Sharpest) {
    if let latest = sharpest.last, latest.place / stretch == frame.place / stretch {
      if frame.value > latest.value { sharpest[sharpest.count - 1] = frame }
      return
    }
    sharpest.append(frame)
    guard sharpest.count > Self.mostStretches else { return }
    stretch *= 2
    var kept: [Sharpest] = []
    for frame in sharpest {
      if let latest = kept.last, latest.place / stretch == frame.place / stretch {
        if frame.value > latest.value { kept[kept.count - 1] = frame }
      } else {
        kept.append(frame)
      }
    }
    sharpest = kept
  }

  /// The shot as it ends; `end` is where the next one begins, `ordinal` the number of its last picture.
  func shot(end: Timestamp, ordinal: Int, closing: Transition?) -> Shot {
    Shot(
      range: TimeRange(first.range.start, upTo: max(end, first.range.start)),
      ordinals: first.ordinal...max(ordinal, first.ordinal), opening: opening,
      closing: closing, bestFrame: bestFrame,
      cues: ShotCues(
        brightness: FrameSummary.unit(Float(brightness / Double(max(count, 1)))),
        sharpness: activity / Double(max(count, 1)) / 128, motion: motion.motion,
        colours: palette.colours, colourShares: palette.shares))
  }

  private var bestFrame: ShotFrame {
    let middle = Float(count - 1) / 2
    let best = sharpest.max { rating($0, middle) < rating($1, middle) }
    return best?.frame
      ?? ShotFrame(ordinal: first.ordinal, timestamp: first.range.start)
  }

  private func rating(_ frame: Sharpest, _ middle: Float) -> Float {
    let distance = abs(Float(frame.place) - middle) / max(middle, 1)
    return (frame.value + 0.01) * (1 - Self.edgeShare * distance)
  }
}
