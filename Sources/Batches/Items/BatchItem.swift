/// One thing to do in a batch: a video, and how it is to be looked at.
package struct BatchItem: Sendable, Equatable {
  /// What it is called, as somebody wrote it.
  package let source: String
  /// Where it is opened: a path or an address.
  package let path: String
  /// What was asked of this item alone.
  package let settings: [ItemSetting]
  /// Whether somebody named it; else it was come across in a folder, where it need not be a video.
  package let isNamed: Bool
  /// By what shards tell it apart.
  package let mark: ShardMark

  package init(
    source: String, path: String, settings: [ItemSetting] = [], isNamed: Bool, mark: ShardMark
  ) {
    (self.source, self.path, self.settings) = (source, path, settings)
    (self.isNamed, self.mark) = (isNamed, mark)
  }

  /// Whether it is an address rather than a file.
  package var isAddress: Bool { Self.isAddress(path) }

  /// Whether a text is an address rather than a path.
  package static func isAddress(_ text: String) -> Bool {
    guard let range = text.firstRange(of: "://") else { return false }
    let scheme = text[..<range.lowerBound]
    return scheme.first?.isLetter == true
      && scheme.allSatisfy { $0.isLetter || $0.isNumber || "+.-".contains($0) }
  }
}
