/// Words that never show themselves: printed, dumped or looked into, they give nothing away.
public struct Secret: Sendable {
  /// The words themselves, for the one who sends them.
  package let words: String

  /// Hides words.
  public init(_ words: String) { self.words = words }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Always the same.
  public var description: String { "(secret)" }
  /// Always the same.
  public var debugDescription: String { description }
  /// A mirror that shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
