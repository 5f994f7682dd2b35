/// Chooses among windows that overlap: the best first, then the best of what is left.
///
/// What a window is worth is only bounded until it is measured, and few have to be: those that could be
/// the best.
struct WindowChoice {
  private struct Entry {
    var window: GradualWindow
    var candidate: GradualFinder.Candidate?
  }

  private var entries: [Entry] = []

  /// The first frame of any window that is not decided.
  var openFrom: Int? { entries.map(\.window.start).min() }

  /// Takes further windows, in the order of their ends.
  mutating func add(_ windows: [GradualWindow]) {
    entries += windows.map { Entry(window: $0, candidate: nil) }
  }

  /// Drops the windows that end before `certain` and overlap a fade.
  mutating func drop(upTo certain: Int, beside fades: [FadeFinder.Fade]) {
    guard !fades.isEmpty else { return }
    entries.removeAll { entry in
      entry.window.end <= certain
        && fades.contains { entry.window.start < $0.last && entry.window.end > $0.first }
    }
  }

  /// Decides the windows that end before `limit`, and measures those that end before `certain`: these have
  /// met every window that they could meet.
  mutating func decide(
    upTo limit: Int, measuringUpTo certain: Int, _ frames: inout FrameMeasures
  ) -> [GradualFinder.Candidate] {
    var chosen: [GradualFinder.Candidate] = []
    var place = 0
    while place < entries.count {
      guard entries[place].window.end <= limit else {
        place += 1
        continue
      }
      let best = strongestRival(of: place)
      if entries[best].candidate == nil {
        measure(best, &frames)
      } else if best == place, let candidate = entries[place].candidate {
        let window = entries[place].window
        entries.removeAll { $0.window.overlaps(window) }
        chosen.append(candidate)
      } else {
        // A better one may still fall to one that is better than itself.
        place += 1
        continue
      }
      place = 0
    }
    // What has to wait is measured while its frames are there.
    for place in entries.indices.reversed()
    where entries[place].window.end <= certain && entries[place].candidate == nil {
      measure(place, &frames)
    }
    return chosen
  }

  /// The window that could be worth most among one and those that overlap it; of equals the first.
  private func strongestRival(of place: Int) -> Int {
    let window = entries[place].window
    var best = place
    for (other, entry) in entries.enumerated() where entry.window.overlaps(window) {
      let (bound, most) = (entry.window.bound, entries[best].window.bound)
      if bound > most || bound == most && other < best { best = other }
    }
    return best
  }

  private mutating func measure(_ place: Int, _ frames: inout FrameMeasures) {
    entries[place].candidate = entries[place].window.measure(&frames)
    if entries[place].candidate == nil { entries.remove(at: place) }
  }
}
