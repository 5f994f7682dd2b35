package import MediaTypes

/// From when to when something lasts, on every clock.
package struct StretchDocument: Encodable {
  let start: Double
  let end: Double
  let startFromZero: Double
  let endFromZero: Double
  let startTicks: Int64
  let endTicks: Int64
  let timeBase: String

  /// Describes a range; `zero` is when the first picture appears.
  package init(_ range: TimeRange, zero: Timestamp) {
    (start, end) = (range.start.seconds, range.end.seconds)
    startFromZero = range.start.seconds(since: zero)
    endFromZero = range.end.seconds(since: zero)
    let base = range.start.timeBase
    (startTicks, endTicks) = (range.start.ticks, range.end.floored(to: base).ticks)
    timeBase = base.description
  }
}

/// Something that lasts: from when to when, and in the same object what else is to be said of it.
package struct LastingDocument<Details: Encodable>: Encodable {
  private let stretch: StretchDocument
  private let details: Details

  /// Describes a range, and something that lasts so long.
  package init(_ range: TimeRange, zero: Timestamp, _ details: Details) {
    (stretch, self.details) = (StretchDocument(range, zero: zero), details)
  }

  /// Encodes both into one object.
  package func encode(to encoder: any Encoder) throws {
    try stretch.encode(to: encoder)
    try details.encode(to: encoder)
  }
}
