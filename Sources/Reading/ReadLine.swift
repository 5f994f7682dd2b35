/// A line of text as it stands on a picture.
public struct ReadLine: Sendable, Equatable {
  /// Where something stands, in shares of the picture's width and height, from its top left corner.
  public struct Box: Sendable, Hashable {
    /// The near edges.
    public let left, top: Double
    /// The extent.
    public let width, height: Double

    /// Makes a box.
    public init(left: Double, top: Double, width: Double, height: Double) {
      (self.left, self.top, self.width, self.height) = (left, top, width, height)
    }
  }

  /// A word of the line; in Chinese, what Tesseract takes for one.
  public struct Word: Sendable, Equatable {
    /// Its characters.
    public let text: String
    /// How sure the reading is, 0 to 1.
    public let confidence: Double
    /// Where it stands.
    public let box: Box
  }

  /// The words with the spaces between them; none within Chinese and Japanese.
  public let text: String
  /// How sure the reading is, 0 to 1: the mean of its words, each weighed by its length.
  public let confidence: Double
  /// Where it stands.
  public let box: Box
  /// Its words from left to right.
  public let words: [Word]
}
