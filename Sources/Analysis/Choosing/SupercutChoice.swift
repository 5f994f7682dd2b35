package import MediaTypes
internal import Models

/// Chooses the stretches of an analysed video that fit some words, for a film of so many seconds.
package struct SupercutChoice: Sendable, Equatable {
  /// From when to when, in the order of the video.
  package let stretches: [TimeRange]
  /// Whether the words were found; if not, the stretches are a selection of everything.
  package let isFound: Bool
  /// How long all of them are together.
  package var seconds: Double { stretches.reduce(0) { $0 + $1.seconds } }

  /// Seconds that a stretch lasts at least, unless its segment is shorter.
  private static let shortest = 2.0

  /// Chooses among the segments of a result; `longest` is in seconds.
  package init(_ prompt: String, longest: Double, of result: AnalysisResult) {
    self.init(prompt, longest: longest, among: result.segments)
  }

  init(_ prompt: String, longest: Double, among segments: [AnalysedSegment]) {
    let wanted = Set(SearchTerms(prompt).words)
    let scores = Self.scores(of: segments, for: wanted)
    isFound = scores.contains { $0 > 0 }
    let best = scores.max() ?? 0
    // What fits hardly at all is not worth the time.
    let places =
      isFound
      ? segments.indices.filter { scores[$0] >= best / 4 }
        .sorted { (scores[$1], $0) < (scores[$0], $1) }
      : Self.spread(segments.indices)
    let most = max(1, min(Double(segments.count), (longest / Self.shortest).rounded(.down)))
    let share = isFound ? longest : longest / most
    var (rest, chosen): (Double, [TimeRange]) = (longest, [])
    for place in places where rest > 0 {
      let stretch = Self.stretch(of: segments[place], for: wanted)
      guard rest >= min(Self.shortest, stretch.seconds) || chosen.isEmpty else { continue }
      let part = Self.start(of: stretch, lasting: min(rest, share))
      guard part.start < part.end else { continue }
      rest -= part.seconds
      chosen.append(part)
    }
    stretches = Self.joined(chosen.sorted { $0.start < $1.start })
  }

  /// What each segment is worth: a word counts the more, the fewer segments have it.
  private static func scores(
    of segments: [AnalysedSegment], for wanted: Set<String>
  ) -> [Double] {
    let terms = segments.map(SegmentTerms.init)
    let worth = wanted.sorted().map { word in
      let count = terms.count { $0.weights[word] != nil }
      return (word, count == 0 ? 0 : 1 + Double(segments.count - count) / Double(count))
    }
    return terms.map { term in
      worth.reduce(0) { $0 + (term.weights[$1.0] ?? 0) * $1.1 }
    }
  }

  /// The lines of a segment that hold wanted words, from the first to the last; or the whole segment.
  private static func stretch(of segment: AnalysedSegment, for wanted: Set<String>) -> TimeRange {
    let whole = segment.range
    let lines = (segment.clip.speech + segment.clip.screen)
      .filter { !wanted.isDisjoint(with: SearchTerms($0.text).words) }.map(\.range)
    guard let first = lines.map(\.start).min(), let last = lines.map(\.end).max(), first < last
    else { return whole }
    // Half a second around words lets nothing begin with a breath.
    let half = Ratio(1, 2) ?? 0
    let early = Ratio(-1, 2) ?? 0
    let start = max(whole.start, first.advanced(by: early))
    let end = min(whole.end, max(last.advanced(by: half), start.advanced(by: 2)))
    return start < end ? TimeRange(start, upTo: end) : whole
  }

  private static func start(of range: TimeRange, lasting seconds: Double) -> TimeRange {
    guard range.seconds > seconds else { return range }
    let length = Ratio(Int64(seconds * 1000), 1000) ?? 0
    return TimeRange(range.start, upTo: range.start.advanced(by: length))
  }

  /// All places, so that any first few of them lie far apart.
  private static func spread(_ places: Range<Int>) -> [Int] {
    var (order, seen, step) = ([Int](), Set<Int>(), 1)
    while step < places.count { step *= 2 }
    while step >= 1 {
      for place in stride(from: 0, to: places.count, by: step) where seen.insert(place).inserted {
        order.append(place)
      }
      step /= 2
    }
    return order
  }

  /// Where one stretch ends and the next begins there is nothing to cut.
  private static func joined(_ stretches: [TimeRange]) -> [TimeRange] {
    stretches.reduce(into: []) { joined, stretch in
      if let last = joined.last, last.end == stretch.start {
        joined[joined.count - 1] = TimeRange(last.start, upTo: stretch.end)
      } else {
        joined.append(stretch)
      }
    }
  }
}
