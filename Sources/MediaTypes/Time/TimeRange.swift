/// A half-open span of a timeline: `start` is inside it, `end` is not.
public struct TimeRange: Sendable, Equatable {
  /// The first instant inside.
  public let start: Timestamp
  /// The first instant outside.
  public let end: Timestamp

  /// Makes the span; its end must not lie before its start.
  public init(_ start: Timestamp, upTo end: Timestamp) {
    precondition(start <= end, "a range cannot end before it starts")
    (self.start, self.end) = (start, end)
  }

  /// The length in seconds.
  public var seconds: Double { end.seconds(since: start) }

  /// Whether the instant lies inside.
  public func contains(_ timestamp: Timestamp) -> Bool { start <= timestamp && timestamp < end }
}
