internal import JSON
internal import MediaTypes

/// Writes times as documents have them: in seconds on two clocks, and in ticks.
struct DocumentClock {
  /// When the first picture appears.
  let zero: Timestamp

  /// From when to when something lasts.
  func stretch(_ range: TimeRange) -> [JSONValue.Member] {
    // The time base of either end if it tells both exactly.
    let base =
      [range.start.timeBase, range.end.timeBase]
      .first {
        range.start.floored(to: $0) == range.start && range.end.floored(to: $0) == range.end
      }
      ?? .microseconds
    return [
      .init("start", .number(range.start.seconds)), .init("end", .number(range.end.seconds)),
      .init("start_from_zero", .number(range.start.seconds(since: zero))),
      .init("end_from_zero", .number(range.end.seconds(since: zero))),
      .init("start_ticks", .integer(range.start.floored(to: base).ticks)),
      .init("end_ticks", .integer(range.end.floored(to: base).ticks)),
      .init("time_base", .text(base.description)),
    ]
  }

  /// Each stretch of a list.
  func stretches(_ ranges: [TimeRange]) -> JSONValue { .list(ranges.map { .object(stretch($0)) }) }

  /// When something is.
  func instant(_ timestamp: Timestamp) -> [JSONValue.Member] {
    [
      .init("time", .number(timestamp.seconds)),
      .init("time_from_zero", .number(timestamp.seconds(since: zero))),
      .init("ticks", .integer(timestamp.ticks)),
      .init("time_base", .text(timestamp.timeBase.description)),
    ]
  }
}
