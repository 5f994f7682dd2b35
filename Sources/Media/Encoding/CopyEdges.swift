internal import MediaTypes

/// Where the edges of files come to lie.
public enum CopyEdges: String, Sendable, CaseIterable {
  /// A file starts not after what was asked for, and ends not before it, unless the next file starts.
  case before
  /// Both edges lie as near to what was asked for as they can.
  case nearest
  /// A file starts with the first picture that starts within what was asked for, and ends with the last.
  ///
  /// What that takes is encoded anew, which is told: of H.264 the groups at the edges, of other codecs and
  /// of open groups all of a file whose edges do not happen to lie well.
  case exact
}

/// The places where a stream can be cut without decoding it: its ends, and pictures that need no others.
struct CopyPlaces {
  /// A stretch from one place to another, in ticks.
  struct Stretch: Equatable {
    let start: Int64, end: Int64
    /// Whether nothing of the stream lies before it.
    let opensStream: Bool
    /// Whether nothing of the stream lies after it.
    let closesStream: Bool

    var isEmpty: Bool { start == end }

    func contains(_ ticks: Int64) -> Bool {
      !isEmpty && (opensStream || ticks >= start) && (closesStream || ticks < end)
    }
  }

  private struct Place {
    let ticks: Int64
    let handicap: Int128
  }

  private enum Side { case before, after, either }

  let timeBase: TimeBase
  private let places: [Place]
  private let ends: (first: Int64, last: Int64)
  /// Pictures that lead a key picture are lost by a cut there: any other place within this is better.
  private static let detour: Ratio = 1

  /// Nil without pictures.
  init?(_ index: PacketIndex) {
    guard let range = index.range else { return nil }
    let handicap = Int128(Timestamp(Self.detour, flooredTo: index.timeBase).ticks)
    let ends = (first: range.start.ticks, last: range.end.ticks)
    let inner = index.pictures.lazy
      .filter { $0.isEntry && $0.pts > ends.first && $0.pts < ends.last }
      .map { Place(ticks: $0.pts, handicap: $0.hasLead ? handicap : 0) }
    places =
      [Place(ticks: ends.first, handicap: 0)] + inner + [Place(ticks: ends.last, handicap: 0)]
    (timeBase, self.ends) = (index.timeBase, ends)
  }

  /// Where the ranges come to lie, which are in order; no stretch reaches into the next.
  ///
  /// Of ranges that start at one place the one that has most of the stretch gets it, and the others nothing.
  func stretches(for ranges: [TimeRange], _ edges: CopyEdges) -> [Stretch] {
    let starts = ranges.map { place(for: $0.start, edges == .before ? .before : .either) }
    var stretches: [Stretch] = []
    while stretches.count < ranges.count {
      let first = stretches.count
      let start = starts[first]
      let next = starts[first...].firstIndex { $0 != start } ?? ranges.count
      let last = place(for: ranges[next - 1].end, edges == .before ? .after : .either)
      let end = next < ranges.count ? min(last, starts[next]) : last
      let owner = (first..<next).max { a, b in
        shared(ranges[a], start, end) < shared(ranges[b], start, end)
      }
      for number in first..<next {
        let (from, to) = (
          number <= owner ?? first ? start : end, number < owner ?? first ? start : end
        )
        stretches.append(
          Stretch(
            start: from, end: to, opensStream: from == ends.first, closesStream: to == ends.last))
      }
    }
    return stretches
  }

  /// How many ticks a range has of a stretch.
  private func shared(_ range: TimeRange, _ start: Int64, _ end: Int64) -> Int128 {
    let from = max(range.start.floored(to: timeBase).ticks, start)
    let to = min(range.end.floored(to: timeBase).ticks, end)
    return Int128(to) - Int128(from)
  }

  /// The nearest place on a side, an earlier one rather than a later.
  ///
  /// Later times never get earlier places, with a handicap for each place either.
  private func place(for time: Timestamp, _ side: Side) -> Int64 {
    let ticks = min(max(time.floored(to: timeBase).ticks, ends.first), ends.last)
    let earlier = places[..<places.firstPlace { $0.ticks > ticks }]
    let later = places[places.firstPlace { $0.ticks >= ticks }...]
    var best: (ticks: Int64, cost: Int128)?
    func consider(_ place: Place) -> Bool {
      let distance = Int128((Int128(place.ticks) - Int128(ticks)).magnitude)
      let cost = distance + place.handicap
      if let found = best, distance > found.cost { return false }
      if cost < best?.cost ?? .max { best = (place.ticks, cost) }
      return true
    }
    for place in earlier.reversed() where side == .after || !consider(place) { break }
    for place in later where side == .before || !consider(place) { break }
    return best?.ticks ?? ends.first
  }
}
