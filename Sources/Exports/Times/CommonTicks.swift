internal import MediaTypes

/// A range's start and end in ticks of one time base.
struct CommonTicks: Sendable, Equatable {
  let start: Int64
  let end: Int64
  let timeBase: TimeBase

  /// Takes the time base of either end if it tells both exactly, else whole microseconds.
  init(_ range: TimeRange) {
    let bases = [range.start.timeBase, range.end.timeBase]
    timeBase =
      bases.first {
        range.start.floored(to: $0) == range.start && range.end.floored(to: $0) == range.end
      } ?? .microseconds
    start = range.start.floored(to: timeBase).ticks
    end = range.end.floored(to: timeBase).ticks
  }
}
