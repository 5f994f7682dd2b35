public import MediaTypes

/// A run of frames between two transitions.
///
/// Shots tile the video: each begins where the one before ends. A shot that comes by a gradual
/// transition begins at the middle frame of it; the transition's whole extent is on `opening`.
public struct Shot: Sendable, Equatable {
  /// From its first frame's time to the next shot's, or to the end of the last frame.
  public let range: TimeRange
  /// The ordinals of its first and last frame.
  public let ordinals: ClosedRange<Int>
  /// How it begins; nil at the start of the video.
  public let opening: Transition?
  /// How it ends; nil at the end of the video.
  public let closing: Transition?
  /// The frame that shows it best: sharp, outside transitions, and near its middle.
  public let bestFrame: ShotFrame
  /// What can be said about its frames as a whole.
  public let cues: ShotCues

  /// Describes a shot.
  public init(
    range: TimeRange, ordinals: ClosedRange<Int>, opening: Transition?, closing: Transition?,
    bestFrame: ShotFrame, cues: ShotCues
  ) {
    (self.range, self.ordinals) = (range, ordinals)
    (self.opening, self.closing) = (opening, closing)
    (self.bestFrame, self.cues) = (bestFrame, cues)
  }
}

/// A frame of a shot.
public struct ShotFrame: Sendable, Equatable {
  /// Its number, in the order in which pictures are shown.
  public let ordinal: Int
  /// When it appears.
  public let timestamp: Timestamp

  /// Names a frame.
  public init(ordinal: Int, timestamp: Timestamp) {
    (self.ordinal, self.timestamp) = (ordinal, timestamp)
  }
}
