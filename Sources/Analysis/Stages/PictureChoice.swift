internal import Media
internal import MediaTypes
internal import Models
internal import Reading
internal import Segmentation

/// Chooses the pictures of a segment that a model is shown.
struct PictureChoice: Sendable {
  /// Seconds of watching for which one picture is enough, where nothing else is asked.
  private static let usualStep = 4.0
  /// The most pictures of one segment, where nothing else is asked.
  private static let usualMost = 8

  private let footage: Footage
  /// The instants at which pictures are shown, or from which those are chosen that are.
  private let grid: FrameGrid
  private let takesAll: Bool
  private let speed: Double

  init(_ footage: Footage, for request: AnalysisRequest) {
    self.footage = footage
    grid = Self.grid(for: request, zero: footage.zero)
    takesAll = Self.step(of: request) != nil
    speed = max(request.speed.value, 0.001)
  }

  /// The instants at which a request wants pictures, or from which those are chosen that are shown.
  static func grid(for request: AnalysisRequest, zero: Timestamp) -> FrameGrid {
    FrameGrid(
      origin: zero.advanced(by: request.scan.window.from ?? 0),
      step: step(of: request) ?? max(1, request.speed))
  }

  /// Seconds between pictures; nil where they are to be chosen by what happens.
  private static func step(of request: AnalysisRequest) -> Ratio? {
    request.picturesPerSecond.flatMap { $0 > 0 ? request.speed.divided(by: $0) : nil }
  }

  /// When the pictures of a segment appear, in order; at least one, and none twice.
  func instants(of segment: ClipSegment) -> [Timestamp] {
    let places = takesAll ? shownPlaces(of: segment.range) : chosenPlaces(of: segment)
    return Set(places).sorted().map { Timestamp(footage.frames.ticks[$0], footage.frames.timeBase) }
  }

  /// So many of the instants, spread over all of them.
  static func thinned<Element>(_ instants: [Element], to count: Int) -> [Element] {
    guard count < instants.count, count > 0 else { return count > 0 ? instants : [] }
    return (0..<count).map { instants[(2 * $0 + 1) * instants.count / (2 * count)] }
  }

  /// The pictures on show at the instants of the grid, or the one in the middle if there is none.
  private func shownPlaces(of range: TimeRange) -> [Int] {
    let places = places(in: range)
    guard !places.isEmpty else { return [] }
    let found = placesOnGrid(in: places, of: range)
    return found.isEmpty ? [places.lowerBound + places.count / 2] : found
  }

  /// Of some pictures of a range those on show at instants of the grid, in order.
  private func placesOnGrid(in places: Range<Int>, of range: TimeRange) -> [Int] {
    var found: [Int] = []
    for instant in grid.instants(in: range) {
      let place = place(onShowAt: instant)
      if places.contains(place), place != found.last { found.append(place) }
    }
    return found
  }

  /// A picture of each of the longest shots, then the stillest pictures in the middle of the widest gaps.
  private func chosenPlaces(of segment: ClipSegment) -> [Int] {
    let places = places(in: segment.range)
    guard let first = places.first, let last = places.last else { return [] }
    let candidates = placesOnGrid(in: places, of: segment.range)
    let wanted = max(
      segment.facts.shots.count, Int((segment.range.seconds / speed / Self.usualStep).rounded(.up)))
    let count = min(max(1, wanted), Self.usualMost, places.count)
    let shots = segment.facts.shots.sorted {
      ($1.range.seconds, $0.range.start) < ($0.range.seconds, $1.range.start)
    }
    var chosen = Set(shots.prefix(count).map { place(for: $0, of: candidates, in: first...last) })
    while chosen.count < count {
      let ends = [first - 1] + chosen.sorted() + [last + 1]
      let gap = zip(ends, ends.dropFirst()).max { a, b in
        (a.1 - a.0, b.0) < (b.1 - b.0, a.0)
      }
      guard let gap, let place = stillest(of: candidates, between: gap) else { break }
      chosen.insert(place)
    }
    return chosen.sorted()
  }

  /// The likeliest of a shot's candidates to bear text, or the one nearest to its best frame, or that itself.
  private func place(
    for shot: ShotFacts, of candidates: [Int], in places: ClosedRange<Int>
  ) -> Int {
    let best = min(max(place(onShowAt: shot.bestFrame), places.lowerBound), places.upperBound)
    let own = candidates[
      candidates.firstPlace {
        timestamp($0) >= shot.range.start
      }..<candidates.firstPlace {
        timestamp($0) >= shot.range.end
      }]
    let bearing = own.compactMap { place in
      footage.textLikelihood(at: timestamp(place)).map { (place: place, likelihood: $0) }
    }.filter { $0.likelihood >= TextLikelihood.threshold }
    if let likeliest = bearing.max(by: { $0.likelihood < $1.likelihood }) { return likeliest.place }
    return own.min { abs($0 - best) < abs($1 - best) } ?? best
  }

  /// The stillest candidate in the middle third of a gap, or else the one nearest to its middle.
  private func stillest(of candidates: [Int], between gap: (Int, Int)) -> Int? {
    let middle = gap.0 + (gap.1 - gap.0) / 2
    let reach = (gap.1 - gap.0) / 6
    let inside = candidates[
      candidates.firstPlace { $0 > gap.0 }..<candidates.firstPlace { $0 >= gap.1 }]
    let near = inside.filter { abs($0 - middle) <= reach }
    guard let motion = footage.frames.motion, !near.isEmpty else {
      return inside.min { abs($0 - middle) < abs($1 - middle) }
    }
    return near.min { (motion[$0], abs($0 - middle)) < (motion[$1], abs($1 - middle)) }
  }

  /// The pictures that appear in a range, or the one on show at its start.
  private func places(in range: TimeRange) -> Range<Int> {
    guard !footage.frames.ticks.isEmpty else { return 0..<0 }
    let first = place(onShowAt: range.start)
    let isInside = timestamp(first) >= range.start
    let end = place(onShowAt: range.end)
    let last = timestamp(end) < range.end ? end + 1 : end
    let start = isInside || first + 1 >= last ? first : first + 1
    return start..<max(start + 1, last)
  }

  private func timestamp(_ place: Int) -> Timestamp {
    Timestamp(footage.frames.ticks[place], footage.frames.timeBase)
  }

  private func place(onShowAt instant: Timestamp) -> Int { footage.frames.place(onShowAt: instant) }
}

extension FrameStarts {
  /// The place of the picture on show at an instant; of the first one before anything is shown.
  func place(onShowAt instant: Timestamp) -> Int {
    max(0, ticks.firstPlace { Timestamp($0, timeBase) > instant } - 1)
  }
}

extension Footage {
  /// Seconds for which a picture that was searched for text speaks for those after it.
  private static var reachOfGlance: Double { 1 }

  /// How likely the picture on show at an instant bears text; nil where nobody looked.
  func textLikelihood(at instant: Timestamp) -> Double? {
    guard let glances else { return nil }
    let next = glances.firstPlace { $0.timestamp > instant }
    guard next > 0, instant.seconds(since: glances[next - 1].timestamp) < Self.reachOfGlance else {
      return nil
    }
    return glances[next - 1].likelihood
  }
}
