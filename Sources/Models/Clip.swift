public import MediaTypes

/// A stretch of a video as a model is shown it: segments, pictures with their times, and what was measured.
public struct Clip: Sendable, Equatable {
  /// What is known of the whole video.
  public var video: VideoFacts
  /// From when to when; on the same clock as everything in it.
  public var range: TimeRange
  /// The segments in order, by the numbers that answers name them by.
  public var segments: [ClipSegment]
  /// The pictures in order of time, numbered through the clip from 1.
  public var pictures: [ClipPicture]
  /// What was found out about parts of a longer video, to be put together; empty for a clip that is looked at.
  public var notes: [ClipNote]

  /// Makes a clip.
  public init(
    video: VideoFacts, range: TimeRange, segments: [ClipSegment], pictures: [ClipPicture] = [],
    notes: [ClipNote] = []
  ) {
    (self.video, self.range) = (video, range)
    (self.segments, self.pictures, self.notes) = (segments, pictures, notes)
  }
}

/// What is known of a video as a whole.
public struct VideoFacts: Sendable, Equatable {
  /// Its title, by its author; nil if there is none.
  public var title: String?
  /// When its first picture appears: times for people and models count from here.
  public var zero: Timestamp
  /// From the first picture that is looked at to the end of the last.
  public var range: TimeRange
  /// Pixels in a row, upright.
  public var width: Int
  /// Rows, upright.
  public var height: Int
  /// Pictures in a second on average; nil if not known.
  public var frameRate: Double?
  /// Whether it has sound.
  public var hasSound: Bool

  /// Gathers facts.
  public init(
    title: String? = nil, zero: Timestamp, range: TimeRange, width: Int, height: Int,
    frameRate: Double? = nil, hasSound: Bool
  ) {
    (self.title, self.zero, self.range) = (title, zero, range)
    (self.width, self.height, self.frameRate) = (width, height, frameRate)
    self.hasSound = hasSound
  }

  /// Seconds from the first picture, as people and models count.
  public func seconds(_ timestamp: Timestamp) -> Double { timestamp.seconds(since: zero) }
}

/// A segment, and what is known of it.
public struct ClipSegment: Sendable, Equatable {
  /// Its number in the whole analysis, from 1.
  public var number: Int
  /// From when to when.
  public var range: TimeRange
  /// What was measured.
  public var facts: SegmentFacts
  /// What is said, in order: lines of text tracks, or of a transcription.
  public var speech: [WordLine]
  /// What stands on the screen, in order.
  public var screen: [WordLine]
  /// The title of the chapter it lies in; nil without chapters.
  public var chapter: String?

  /// Makes a segment.
  public init(
    number: Int, range: TimeRange, facts: SegmentFacts = SegmentFacts(), speech: [WordLine] = [],
    screen: [WordLine] = [], chapter: String? = nil
  ) {
    (self.number, self.range, self.facts) = (number, range, facts)
    (self.speech, self.screen, self.chapter) = (speech, screen, chapter)
  }
}

/// Words and when they are heard or seen.
public struct WordLine: Sendable, Equatable {
  /// From when to when.
  public var range: TimeRange
  /// The words, on one line.
  public var text: String

  /// Makes a line.
  public init(range: TimeRange, text: String) { (self.range, self.text) = (range, text) }
}

/// A picture of a clip.
public struct ClipPicture: Sendable, Equatable {
  /// Its number in the clip, from 1.
  public var number: Int
  /// The number of the segment it lies in.
  public var segment: Int
  /// When it appears.
  public var timestamp: Timestamp
  /// A JPEG file.
  public var jpeg: [UInt8]
  /// Pixels in a row.
  public var width: Int
  /// Rows.
  public var height: Int

  /// Makes a picture.
  public init(
    number: Int, segment: Int, timestamp: Timestamp, jpeg: [UInt8], width: Int, height: Int
  ) {
    (self.number, self.segment, self.timestamp) = (number, segment, timestamp)
    (self.jpeg, self.width, self.height) = (jpeg, width, height)
  }
}

/// What was found out about a part of a video.
public struct ClipNote: Sendable, Equatable {
  /// The part.
  public var range: TimeRange
  /// What was found out.
  public var text: String

  /// Makes a note.
  public init(range: TimeRange, text: String) { (self.range, self.text) = (range, text) }
}
