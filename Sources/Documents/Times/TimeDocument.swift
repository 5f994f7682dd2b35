package import MediaTypes

/// A time or a length: exact in ticks, and in seconds.
package struct TimeDocument: Encodable, Equatable {
  let ticks: Int64
  let timeBase: String
  let seconds: Double

  /// Describes a time.
  package init(_ timestamp: Timestamp) {
    ticks = timestamp.ticks
    timeBase = timestamp.timeBase.description
    seconds = timestamp.seconds
  }
}
