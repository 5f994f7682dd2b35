internal import Media
public import MediaTypes
internal import Reading
internal import Segmentation

/// What came of looking at pictures.
struct PictureFindings {
  let stream: VideoStream
  let zero: Timestamp
  let range: TimeRange
  let frames: FrameStarts
  let firstOrdinal: Int
  let pictureCount: Int
  let shots: [Shot]
  /// Nil where not every picture was seen.
  let stretches: (black: [TimeRange], frozen: [TimeRange])?
  /// Nil where no text was searched for.
  var glances: [TextGlance]?
  let damage: DamageMap
}

/// How likely a picture bears text.
public struct TextGlance: Sendable, Equatable {
  /// When the picture appears.
  public let timestamp: Timestamp
  /// From 0 to 1; from `TextLikelihood.threshold` on it is worth reading.
  public let likelihood: Double
}

extension Scan {
  /// What is drawn of each picture.
  struct Drawing: Sendable {
    /// What a signature is made of.
    let thumbnail: Picture
    /// How likely it bears text; nil where nobody looked.
    let likelihood: Double?
  }

  /// Pixels of the longer side of a picture that is searched for text.
  private static let searchedSide = 480

  /// Draws what a signature is made of.
  static func thumbnail(_ frame: borrowing DecodedFrame) throws(MediaError) -> Picture {
    var picture = Picture(PictureSignature.layout)
    try frame.render(into: &picture)
    return picture
  }

  /// Draws what a signature is made of, searches the pictures of a grid for text, and puts some aside.
  static func draw(
    _ frame: borrowing DecodedFrame, searching grid: FrameGrid?, stock: PictureStock?
  ) throws(MediaError) -> Drawing {
    let thumbnail = try thumbnail(frame)
    let isSearched = grid?.holds(frame.frame.range) ?? false
    let likelihood = isSearched ? try textLikelihood(of: frame) : nil
    try stock?.take(frame, likelihood: likelihood)
    return Drawing(thumbnail: thumbnail, likelihood: likelihood)
  }

  /// How likely a picture bears text.
  static func textLikelihood(of frame: borrowing DecodedFrame) throws(MediaError) -> Double {
    let picture = try frame.picture(.gray8, .fitting(longestSide: searchedSide))
    // What cannot be searched bears no text.
    return (try? TextLikelihood.measure(picture)) ?? 0
  }
}
