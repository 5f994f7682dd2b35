internal import MediaTypes

/// Takes sound apart into stretches that a transcriber listens to one by one, at pauses where there are any.
struct SpeechCuts {
  /// Stretches in which nothing is heard.
  let silences: [TimeRange]
  /// Seconds of a stretch at most; before half of it no pause ends one.
  let longest: Ratio

  /// The stretches of a range in which anything is heard, in order.
  func stretches(of range: TimeRange) -> [TimeRange] {
    var stretches: [TimeRange] = []
    var start = range.start
    while start < range.end {
      let end = end(from: start, upTo: range.end)
      let stretch = TimeRange(start, upTo: end)
      if !silences.contains(where: { $0.start <= stretch.start && $0.end >= stretch.end }) {
        stretches.append(stretch)
      }
      start = end
    }
    return stretches
  }

  /// The middle of the longest pause within reach, or the farthest end.
  private func end(from start: Timestamp, upTo last: Timestamp) -> Timestamp {
    let farthest = start.advanced(by: longest)
    guard farthest < last else { return last }
    let nearest = start.advanced(by: longest.divided(by: 2) ?? longest)
    let pauses = silences.compactMap { silence -> (length: Double, middle: Timestamp)? in
      guard let half = Ratio(silence.seconds / 2) else { return nil }
      let middle = silence.start.advanced(by: half)
      return middle > nearest && middle < farthest ? (silence.seconds, middle) : nil
    }
    return pauses.max { $0.length < $1.length }?.middle ?? farthest
  }
}
