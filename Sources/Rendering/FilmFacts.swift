package import MediaTypes

/// What became of a film that was rendered.
package struct FilmFacts: Sendable, Equatable {
  /// How long it lasts, in seconds.
  package let duration: Ratio
  /// Pixels in a row.
  package let width: Int
  /// Number of rows.
  package let height: Int
  /// Bytes of the file.
  package let bytes: Int64

  /// Makes the facts.
  package init(duration: Ratio, width: Int, height: Int, bytes: Int64) {
    (self.duration, self.width, self.height, self.bytes) = (duration, width, height, bytes)
  }
}
