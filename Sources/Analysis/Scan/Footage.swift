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
  /// Stretches of black; nil where not every picture was looked at.
  public let black: [TimeRange]?
  /// Stretches in which the picture stands still; nil where not every picture was looked at.
  public let frozen: [TimeRange]?
  /// Which pictures were searched for text, and what for; nil where none were.
  public let glances: [TextGlance]?
  /// What was heard; nil if there is no sound, or nobody listened.
  public let sound: SoundTrack?
  /// The lines of the text track that a player would choose; empty without one.
  public let lines: [TextLine]
  /// Which pictures and packets could not be read.
  public let damage: DamageMap

  /// Whether only some pictures were looked at.
  public var isFast: Bool { black == nil }
  /// The transitions between shots, in order.
  public var transitions: [Transition] { shots.compactMap(\.opening) }

  /// Seconds from the first picture of the video, as sampling plans count them.
  package func secondsFromZero(_ instant: Timestamp) -> Ratio {
    let base = range.start.timeBase
    return Ratio(
      ticks: instant.floored(to: base).ticks - zero.floored(to: base).ticks, of: base) ?? 0
  }

  /// The numbers of the first and last picture that appear in a range; nil if none does.
  package func ordinals(of range: TimeRange) -> ClosedRange<Int>? {
    func place(notBefore instant: Timestamp) -> Int {
      frames.ticks.firstPlace { Timestamp($0, frames.timeBase) >= instant }
    }
    let (first, end) = (place(notBefore: range.start), place(notBefore: range.end))
    return first < end ? firstOrdinal + first...firstOrdinal + end - 1 : nil
  }

  init(
    _ description: MediaDescription, _ pictures: PictureFindings, sound: SoundTrack?,
    lines: [TextLine]
  ) {
    self.description = description
    (stream, zero, range, frames) = (
      pictures.stream, pictures.zero, pictures.range, pictures.frames
    )
    (firstOrdinal, pictureCount) = (pictures.firstOrdinal, pictures.pictureCount)
    shots = pictures.shots
    (black, frozen) = (pictures.stretches?.black, pictures.stretches?.frozen)
    glances = pictures.glances
    (self.sound, self.lines, damage) = (sound, lines, pictures.damage)
  }
}
