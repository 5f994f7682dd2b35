/// What reading one picture may cost; each limit exceeded is an error.
public struct ReadingLimits: Sendable, Equatable {
  /// Pixels of the picture.
  public var pixels: Int = 7680 * 4320
  /// Seconds of wall time for one picture, looked at between words.
  public var seconds: Double = 10

  /// Makes the limits that suit frames of a video.
  public init() {}
}
