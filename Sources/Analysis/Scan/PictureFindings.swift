internal import Media
internal import MediaTypes
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
  let damage: DamageMap
}

extension Scan {
  /// Draws what a signature is made of.
  static func thumbnail(_ frame: borrowing DecodedFrame) throws(MediaError) -> Picture {
    var picture = Picture(PictureSignature.layout)
    try frame.render(into: &picture)
    return picture
  }
}
