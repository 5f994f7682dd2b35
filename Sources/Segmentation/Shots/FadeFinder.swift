/// Finds fades: runs of flat frames with ramps of contrast beside them.
///
/// The colour of the flat frames does not matter: black, white and grey are the same.
struct FadeFinder {
  /// A fade and the frames in which it shows.
  struct Fade: Equatable {
    let kind: Transition.Kind
    let first: Int
    let last: Int
    /// The contrast at the ramp's top, and the length of the flat run.
    let top: Float
    let flatFrames: Int
  }

  private struct Ramp {
    let end: Int
    let top: Float
  }

  private struct Run {
    let first: Int
    var last: Int
    var isEnded = false
    var isLookedBack = false
    var before: Ramp?
    var isGiven = false
  }

  private let model: ShotModel
  private var runs: [Run] = []
  private var seen = 0

  init(_ model: ShotModel) { self.model = model }

  /// The first frame of a fade whose kind is not decided yet.
  var openFrom: Int? { runs.compactMap { $0.isGiven ? nil : $0.before?.end }.min() }

  /// How many frames after a flat run its ramp may need.
  static func latency(_ model: ShotModel) -> Int { model.fades.reach + model.fades.patience }

  /// Decides what can be decided: cuts are known of the first `known` frames.
  mutating func advance(
    _ frames: inout FrameMeasures, cuts: [Int], known: Int, isLast: Bool
  ) -> [Fade] {
    followRuns(frames, isLast)
    var fades: [Fade] = []
    for place in runs.indices {
      if !runs[place].isLookedBack, isLast || known > runs[place].first {
        runs[place].before = ramp(from: runs[place].first, step: -1, frames, cuts)
        runs[place].isLookedBack = true
      }
      let run = runs[place]
      // What is longer than a transition's rest ends one; so a long black stretch waits for nothing.
      if let before = run.before, !run.isGiven, run.last - run.first > model.fades.longestRun {
        runs[place].isGiven = true
        fades.append(fade(.fadeOut, before.end, run.first, before.top, run))
      }
    }
    while let run = runs.first, run.isEnded,
      isLast || known > run.last + Self.latency(model)
    {
      fades += close(run, &frames, cuts)
      runs.removeFirst()
    }
    return fades
  }

  private mutating func followRuns(_ frames: borrowing FrameMeasures, _ isLast: Bool) {
    while seen < frames.count {
      let frame = frames[seen]
      let isFlat =
        frame.deviation < model.fades.flatDeviation && frame.activity < model.fades.flatActivity
      if let place = runs.indices.last, !runs[place].isEnded {
        if isFlat { runs[place].last = seen } else { runs[place].isEnded = true }
      } else if isFlat {
        runs.append(Run(first: seen, last: seen))
      }
      seen += 1
    }
    if isLast, let place = runs.indices.last { runs[place].isEnded = true }
  }

  private func close(_ run: Run, _ frames: inout FrameMeasures, _ cuts: [Int]) -> [Fade] {
    let after = ramp(from: run.last, step: 1, frames, cuts)
    let before = run.isGiven ? nil : run.before
    switch (before, after) {
    case (let before?, let after?):
      return [fade(.fadeThrough, before.end, after.end, max(before.top, after.top), run)]
    case (let before?, nil):
      let isFlash = returns(before.end, beyond: run, step: 1, &frames)
      return isFlash ? [] : [fade(.fadeOut, before.end, run.first, before.top, run)]
    case (nil, let after?):
      let isFlash = returns(after.end, beyond: run, step: -1, &frames)
      return isFlash ? [] : [fade(.fadeIn, run.last, after.end, after.top, run)]
    case (nil, nil): return []
    }
  }

  /// Whether the view on one side of a short run is there on the other side too: a flash, and no fade.
  private func returns(
    _ view: Int, beyond run: Run, step: Int, _ frames: inout FrameMeasures
  ) -> Bool {
    guard run.last - run.first < model.fades.longestFlash else { return false }
    let (near, far) = step > 0 ? (run.first - 1, run.last) : (run.last + 1, run.first)
    for distance in model.fades.returnDistances {
      let other = far + step * distance
      guard frames.holds(other), frames[other].deviation > model.fades.leastTop else { continue }
      for own in [near, view]
      where frames.holds(own) && abs(own - other) <= FrameMeasures.farthestView {
        let figures = frames.view(min(own, other), max(own, other))
        if let figures, figures.structure < model.fades.leastReturn { return true }
      }
    }
    return false
  }

  private func fade(
    _ kind: Transition.Kind, _ first: Int, _ last: Int, _ top: Float, _ run: Run
  ) -> Fade {
    Fade(kind: kind, first: first, last: last, top: top, flatFrames: run.last - run.first + 1)
  }

  /// The ramp beside a flat frame, if there is one: contrast grows, in steps, of the same picture, which
  /// fills the frame.
  private func ramp(
    from start: Int, step: Int, _ frames: borrowing FrameMeasures, _ cuts: [Int]
  ) -> Ramp? {
    let fades = model.fades
    var (frame, last, best) = (start, start, frames[start].deviation)
    while frames.holds(frame + step), abs(frame - start) < fades.reach {
      frame += step
      let boundary = step < 0 ? frame + 1 : frame
      if abs(frame - start) > fades.cutMargin, cuts.contains(boundary) { break }
      let deviation = frames[frame].deviation
      if deviation > best * fades.growth + fades.growthStep {
        (best, last) = (deviation, frame)
      } else if deviation < best * fades.fall || abs(frame - last) >= fades.patience {
        break
      }
    }
    let length = abs(last - start)
    guard length >= fades.leastLength, best > fades.leastTop else { return nil }
    var widest: Float = 0
    for place in min(start, last)..<max(start, last) {
      widest = max(widest, abs(frames[place + 1].deviation - frames[place].deviation))
    }
    let third = last - step * max(1, length / 3)
    // The earlier of the two middles: what halving the sum of two frames gives.
    let middle = frames[(start + last) / 2]
    let likeness = max(
      StructureMixture.correlation(frames[last], middle, model.graduals),
      StructureMixture.correlation(frames[third], middle, model.graduals))
    guard likeness > fades.leastCorrelation, widest / best < fades.mostStep,
      FilledBlocks.share(of: frames[last], over: frames[start], fades) >= fades.leastFilled
    else { return nil }
    return Ramp(end: last, top: best)
  }
}
