/// A line of a text track: plain words and when they are shown.
public struct TextLine: Sendable, Equatable {
  /// When the words are shown, on the same clock as the pictures.
  public let range: TimeRange
  /// The words without markup, lines parted by a line feed.
  public let text: String

  /// Makes a line.
  public init(range: TimeRange, text: String) { (self.range, self.text) = (range, text) }
}
