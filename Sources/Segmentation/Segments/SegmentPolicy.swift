public import MediaTypes

/// By what rule a range is taken apart.
public enum SegmentPolicy: Sendable, Equatable {
  /// The shots as detected; with bounds, the fewest and weakest borders are given up.
  case shots
  /// The scenes as joined by `SceneJoiner`; bounds are kept as for shots.
  case scenes
  /// Chunks of that many seconds, the last one shorter, or all a little different to keep a bound.
  case fixed(Ratio)
  /// The caller's own ranges, in order of time; they may leave gaps.
  case given([GivenRange])
  /// The best tiling over all candidates; the default of analyses.
  case balanced
}

/// A range that a caller asks for, not yet checked.
public struct GivenRange: Sendable, Equatable {
  /// Where it starts, on any clock.
  public let start: Timestamp
  /// Where it ends, on any clock; that instant is no longer inside.
  public let end: Timestamp

  /// Makes a range out of any two instants.
  public init(_ start: Timestamp, upTo end: Timestamp) { (self.start, self.end) = (start, end) }
}
