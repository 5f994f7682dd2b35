internal import MediaTypes

/// Joins neighbouring ranges that have something in common, and drops what is too short.
struct StretchRun: Sendable {
  private let shortest: Ratio
  private var current: TimeRange?

  init(_ shortest: Ratio) { self.shortest = shortest }

  /// Takes the next range, and gives the stretch that it ends, if it does.
  mutating func observe(_ range: TimeRange, belongs: Bool) -> TimeRange? {
    guard belongs else { return finish() }
    let start = current?.start ?? range.start
    current = TimeRange(start, upTo: max(range.end, start))
    return nil
  }

  /// Ends the stretch that lasts.
  mutating func finish() -> TimeRange? {
    defer { current = nil }
    guard let current, current.start.advanced(by: shortest) <= current.end else { return nil }
    return current
  }
}
