/// What a file says of itself, before anything is decoded.
public struct MediaDescription: Sendable, Equatable {
  /// The container's short names, comma-separated, as FFmpeg lists them: `mov,mp4,m4a,3gp,3g2,mj2`.
  public var format: String
  /// The container's name for people.
  public var formatName: String
  /// Bytes; nil if the source cannot say.
  public var size: Int64?
  /// Bits in a second over everything; nil if not known.
  public var bitRate: Int64?
  /// The earliest start of any stream, as the container claims.
  public var start: Timestamp?
  /// The length that the container claims, in microsecond ticks.
  public var containerDuration: Timestamp?
  /// Title, author and whatever else the container's author wrote.
  public var tags: [Tag]
  /// The video streams in file order; attached pictures are among them, marked.
  public var videos: [VideoStream]
  /// The audio streams in file order.
  public var sounds: [AudioStream]
  /// The text tracks in file order.
  public var texts: [TextStream]
  /// Number of streams that are none of these: data, attachments.
  public var otherStreams: Int
  /// The chapters in order.
  public var chapters: [Chapter]
  /// Index among all streams of the video that a player would show; nil without any.
  public var mainVideo: Int?
  /// Index among all streams of the sound that a player would play; nil without any.
  public var mainSound: Int?

  /// Makes a description.
  public init(
    format: String, formatName: String, size: Int64?, bitRate: Int64?, start: Timestamp?,
    containerDuration: Timestamp?, tags: [Tag], videos: [VideoStream], sounds: [AudioStream],
    texts: [TextStream], otherStreams: Int, chapters: [Chapter], mainVideo: Int?, mainSound: Int?
  ) {
    (self.format, self.formatName, self.size, self.bitRate) = (format, formatName, size, bitRate)
    (self.start, self.containerDuration, self.tags) = (start, containerDuration, tags)
    (self.videos, self.sounds, self.texts) = (videos, sounds, texts)
    (self.otherStreams, self.chapters) = (otherStreams, chapters)
    (self.mainVideo, self.mainSound) = (mainVideo, mainSound)
  }

  /// The video that a player would show.
  public var video: VideoStream? { videos.first { $0.common.index == mainVideo } }
  /// The sound that a player would play.
  public var sound: AudioStream? { sounds.first { $0.common.index == mainSound } }
}

/// A name and a value that the file's author wrote.
public struct Tag: Sendable, Hashable {
  /// The name, in the spelling of the file.
  public let key: String
  /// The value.
  public let value: String

  /// Makes a tag.
  public init(key: String, value: String) { (self.key, self.value) = (key, value) }
}

/// A named stretch of the file.
public struct Chapter: Sendable, Equatable {
  /// From when to when.
  public let range: TimeRange
  /// Its name; nil if the file gives none.
  public let title: String?

  /// Makes a chapter.
  public init(range: TimeRange, title: String?) { (self.range, self.title) = (range, title) }
}
