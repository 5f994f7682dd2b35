/// A small picture of the video.
package struct ReportPicture: Sendable, Equatable {
  /// When it is on show, as it was wished for.
  package let time: Double
  /// The picture, as a JPEG file.
  package let jpeg: [UInt8]
  /// Pixels in a row.
  package let width: Int
  /// Number of rows.
  package let height: Int

  /// Takes what was drawn.
  package init(time: Double, jpeg: [UInt8], width: Int, height: Int) {
    (self.time, self.jpeg, self.width, self.height) = (time, jpeg, width, height)
  }
}
