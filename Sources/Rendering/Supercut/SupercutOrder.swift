package import MediaTypes

/// What a supercut is to be made of.
package struct SupercutOrder: Sendable {
  /// A stretch of a video.
  package struct Piece: Sendable, Equatable {
    /// The video's path.
    package let source: String
    /// From when to when, on the clock of its file.
    package let range: TimeRange

    /// Makes a piece.
    package init(source: String, range: TimeRange) { (self.source, self.range) = (source, range) }
  }

  /// What is shown, one after the other.
  package var pieces: [Piece]
  /// Pixels in a row of the film, and its number of rows, both even; nil for those of the first video.
  package var size: (width: Int, height: Int)?
  /// Pictures in a second; nil for the rate of the first video.
  package var rate: Ratio?
  /// The most seconds that the film may last; nil for as long as its pieces.
  package var longest: Ratio?
  /// What H.264 calls the rate factor.
  package var quality = 20

  /// Makes an order.
  package init(_ pieces: [Piece]) { self.pieces = pieces }
}
