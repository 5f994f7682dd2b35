internal import Digests
internal import Media

/// What an item is known by: its content and how it is looked at, never its name.
package struct ItemKey: Sendable, Hashable {
  /// The key in hexadecimal digits.
  package let text: String
  /// Whether the content could be told; a file that is not there is known by its name.
  package let hasContent: Bool

  /// How keys are made; another number for another way.
  private static let revision = "batch 1"

  /// Makes the key of what lies at a path or an address.
  ///
  /// Of a large file a part is read, spread over all of it, and the time of its last change counts too, as for
  /// everything that is kept by content. `companions` are files beside it that are looked at too, in any order.
  /// `settings` name files by digests of what is in them.
  package init(
    of item: BatchItem, companions: [String], command: String, settings: [ItemSetting]
  ) {
    let content = item.isAddress ? nil : MediaSource.path(item.path).contentDigest?.text
    var words = [Self.revision, command]
    words += content.map { ["content", $0] } ?? ["name", item.path]
    words += companions.compactMap { MediaSource.path($0).contentDigest?.text }.sorted()
    words.append("settings")
    // The order of different options is of no consequence, that of one given several times may be.
    let ordered = settings.enumerated().sorted {
      ($0.element.name, $0.offset) < ($1.element.name, $1.offset)
    }
    words += ordered.map { "\($0.element.name)=\($0.element.value ?? "")" }
    var digest = SHA256()
    // Each with its length, so that no two lists of words look the same.
    for word in words { digest.take("\(word.utf8.count):\(word)".utf8) }
    text = digest.bytes.prefix(16).hexadecimal
    hasContent = content != nil || item.isAddress
  }

  /// Makes the key of something that is no item, by the name under which it is told of.
  package init(ofBroken source: String) {
    var digest = SHA256()
    digest.take("\(Self.revision) broken \(source)".utf8)
    (text, hasContent) = (digest.bytes.prefix(16).hexadecimal, false)
  }
}
