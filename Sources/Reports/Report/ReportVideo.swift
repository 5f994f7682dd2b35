/// What a result says of its video.
package struct ReportVideo: Sendable, Equatable {
  /// The name by which it was given.
  package let name: String
  /// Its title, by its author.
  package let title: String?
  /// Seconds from its first picture to its end.
  package let duration: Double
  /// Pixels in a row; nil where nobody knows.
  package let width: Int?
  /// Number of rows.
  package let height: Int?
  /// Pictures in a second.
  package let frameRate: Double?
  /// Whether there is sound; nil where nobody looked.
  package let hasSound: Bool?
}
