public import MediaTypes

/// A piece of a range, and why it begins and ends where it does.
public struct Segment: Sendable, Equatable {
  /// Where and why it begins.
  public let start: SegmentBoundary
  /// Where and why it ends.
  public let end: SegmentBoundary
  /// The bound that its length breaks; nil if it keeps both.
  public let brokenBound: BrokenBound?

  /// From when to when, half-open.
  public var range: TimeRange { TimeRange(start.timestamp, upTo: end.timestamp) }
}

/// An end of a segment.
public struct SegmentBoundary: Sendable, Equatable {
  /// Why a boundary lies where it does.
  public enum Reason: Sendable, Equatable {
    /// The range to be segmented begins or ends here.
    case rangeEdge
    /// The strongest of the candidates that met here.
    case candidate(BoundaryCandidate)
    /// No candidate was near; little moves here. The figure is the caller's.
    case stillFrame(motion: Float)
    /// No candidate was near, and nothing is known of motion; it makes lengths even.
    case evenLength
    /// One of equal chunks ends here.
    case chunk
    /// The caller's range number `index`, from 0, begins or ends here.
    case given(index: Int)
  }

  /// When it is, on the clock of the range.
  public let timestamp: Timestamp
  /// Why it lies here.
  public let reason: Reason
  /// All candidates that were moved to this instant, strongest first.
  public let candidates: [BoundaryCandidate]
}

/// A bound that no tiling could keep.
public enum BrokenBound: Sendable, Equatable {
  /// The segment lacks that many seconds; nil if the number does not fit.
  case shorterThanMinimum(by: Ratio?)
  /// The segment has that many seconds too many; nil if the number does not fit.
  case longerThanMaximum(by: Ratio?)
}
