internal import Media
internal import MediaTypes
internal import Models

/// A picture as a model is shown it.
struct DrawnPicture: Sendable {
  private static let quality = 85
  /// Rows of the strip that holds the time, and the size of the type in it.
  private static let (stripHeight, typeSize) = (26, 18)

  /// A JPEG file.
  let jpeg: [UInt8]
  let layout: Picture.Layout
  /// A few pixels of it, by which it is told from others.
  let glance: Picture

  init(jpeg: [UInt8], layout: Picture.Layout, glance: Picture) {
    (self.jpeg, self.layout, self.glance) = (jpeg, layout, glance)
  }

  /// Draws a frame; with `zero`, its time since then is written on a strip below.
  init(
    _ frame: borrowing DecodedFrame, longestSide side: Int, zero: Timestamp?,
    _ encoders: EncoderPool
  ) throws(MediaError) {
    var picture: Picture
    if let zero {
      picture = try Self.labelled(
        frame.picture(.rgb24, .fitting(longestSide: side)),
        "t=" + Digits.thousandths(frame.frame.timestamp.seconds(since: zero)) + " s")
    } else {
      picture = try frame.picture(.yuv420, .fitting(longestSide: side))
    }
    jpeg = try encoders.encode(picture)
    layout = picture.layout
    glance = try frame.picture(.gray8, .exact(width: 32, height: 18))
  }

  /// Encoders that write as models are shown pictures.
  static var encoders: EncoderPool { EncoderPool(.jpeg(quality: quality)) }

  /// The picture above a black strip with words: what no server moves apart from it.
  private static func labelled(
    _ picture: Picture, _ words: String
  ) throws(MediaError) -> Picture {
    let layout = picture.layout
    var labelled = Picture(
      Picture.Layout(.rgb24, width: layout.width, height: layout.height + stripHeight))
    labelled.pixels.replaceSubrange(0..<picture.pixels.count, with: picture.pixels)
    let label = LabelPainter.Label(words, x: layout.width / 2, y: layout.height + 4)
    try LabelPainter(typeSize: typeSize).paint([label], onto: &labelled)
    return labelled
  }
}
