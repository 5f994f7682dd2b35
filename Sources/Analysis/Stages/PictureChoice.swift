internal import MediaTypes
internal import Models
internal import Segmentation

/// Chooses the pictures of a segment that a model is shown.
struct PictureChoice: Sendable {
  /// Seconds of watching for which one picture is enough, where nothing else is asked.
  private static let usualStep = 4.0
  /// The most pictures of one segment, where nothing else is asked.
  private static let usualMost = 8

  private let footage: Footage
  private let step: Ratio?
  private let speed: Double

  /// `picturesPerSecond` is nil where pictures are to be chosen by what happens.
  init(_ footage: Footage, speed: Ratio, picturesPerSecond: Ratio?) {
    self.footage = footage
    self.speed = max(speed.value, 0.001)
    step = picturesPerSecond.flatMap { $0 > 0 ? speed.divided(by: $0) : nil }
  }

  /// When the pictures of a segment appear, in order; at least one, and none twice.
  func instants(of segment: ClipSegment) -> [Timestamp] {
    let places = step.map { placesOnGrid(of: segment.range, step: $0) } ?? chosenPlaces(of: segment)
    return Set(places).sorted().map { Timestamp(footage.frames.ticks[$0], footage.frames.timeBase) }
  }

  /// So many of the instants, spread over all of them.
  static func thinned<Element>(_ instants: [Element], to count: Int) -> [Element] {
    guard count < instants.count, count > 0 else { return count > 0 ? instants : [] }
    return (0..<count).map { instants[(2 * $0 + 1) * instants.count / (2 * count)] }
  }

  /// The pictures on show at instants that lie a step apart, counted from the start of what is looked at.
  private func placesOnGrid(of range: TimeRange, step: Ratio) -> [Int] {
    let places = places(in: range)
    guard let first = places.first else { return [] }
    let from = range.start.seconds(since: footage.range.start)
    let to = range.end.seconds(since: footage.range.start)
    let numbers =
      (from / step.value).rounded(.up)..<max((from / step.value).rounded(.up), to / step.value)
    var found: [Int] = []
    var number = numbers.lowerBound
    while number < numbers.upperBound, found.count < places.count {
      let instant = Ratio(number).flatMap { $0.multiplied(by: step) }
        .map { footage.range.start.advanced(by: $0) }
      if let instant { found.append(max(first, place(onShowAt: instant))) }
      number += 1
    }
    return found.isEmpty ? [places[places.count / 2]] : found
  }

  /// The best frames of the longest shots, then the stillest pictures in the middle of the widest gaps.
  private func chosenPlaces(of segment: ClipSegment) -> [Int] {
    let places = places(in: segment.range)
    guard let first = places.first, let last = places.last else { return [] }
    let wanted = max(
      segment.facts.shots.count, Int((segment.range.seconds / speed / Self.usualStep).rounded(.up)))
    let count = min(max(1, wanted), Self.usualMost, places.count)
    let shots = segment.facts.shots.sorted {
      ($1.range.seconds, $0.range.start) < ($0.range.seconds, $1.range.start)
    }
    var chosen = Set(
      shots.prefix(count).map { min(max(place(onShowAt: $0.bestFrame), first), last) })
    while chosen.count < count {
      let ends = [first - 1] + chosen.sorted() + [last + 1]
      let gap = zip(ends, ends.dropFirst()).max { a, b in
        (a.1 - a.0, b.0) < (b.1 - b.0, a.0)
      }
      guard let gap, gap.1 - gap.0 > 1 else { break }
      chosen.insert(stillest(between: gap))
    }
    return chosen.sorted()
  }

  /// The stillest picture in the middle third of a gap; the one in the middle where nothing is known.
  private func stillest(between gap: (Int, Int)) -> Int {
    let width = gap.1 - gap.0
    let middle = gap.0 + width / 2
    let reach = width / 6
    guard let motion = footage.frames.motion else { return middle }
    let near = max(gap.0 + 1, middle - reach)...min(gap.1 - 1, middle + reach)
    return near.min {
      (motion[$0], abs($0 - middle)) < (motion[$1], abs($1 - middle))
    } ?? middle
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
