public import Media
public import MediaTypes
public import Segmentation

/// What one look at every picture of a video, and one listening to its sound, found.
public struct Footage: Sendable {
  /// What the file says of itself.
  public let description: MediaDescription
  /// The video stream that was looked at.
  public let stream: VideoStream
  /// When the video's first picture appears, from which people count.
  public let zero: Timestamp
  /// From the first picture's start to the last one's end, of what was looked at.
  public let range: TimeRange
  /// When each picture appears, and how much moves in it.
  public let frames: FrameStarts
  /// The first looked-at picture's number among all of the video.
  public let firstOrdinal: Int
  /// Number of pictures that were looked at.
  public let pictureCount: Int
  /// The shots, in order and without gaps.
  public let shots: [Shot]
  /// Stretches of black.
  public let black: [TimeRange]
  /// Stretches in which the picture stands still.
  public let frozen: [TimeRange]
  /// What was heard; nil if there is no sound, or nobody listened.
  public let sound: SoundTrack?
  /// The lines of the text track that a player would choose; empty without one.
  public let lines: [TextLine]
  /// Which pictures and packets could not be read.
  public let damage: DamageMap
  /// Whether only what might hold a boundary was decoded.
  public let isFast: Bool

  /// The transitions between shots, in order.
  public var transitions: [Transition] { shots.compactMap(\.opening) }
}
