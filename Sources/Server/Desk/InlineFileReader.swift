/// Reads a file that stands in a text: as bare Base64, or as a `data:` address.
struct InlineFileReader: Sendable {
  private var head: [UInt8]? = []
  private var base64 = Base64Reader()
  private var isBroken = false

  /// The bytes of a piece, as far as they are known.
  mutating func take(_ piece: ArraySlice<UInt8>) -> [UInt8] {
    guard var head else { return base64.take(piece) }
    head += piece
    let prefix = Array("data:".utf8)
    let couldBeAddress = zip(head, prefix).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    if couldBeAddress {
      guard head.count >= prefix.count, let comma = head.firstIndex(of: UInt8(ascii: ",")) else {
        // A media type with its parameters is short.
        isBroken = isBroken || head.count > 1 << 20
        self.head = isBroken ? [] : head
        return []
      }
      let words = String(decoding: head[..<comma], as: UTF8.self).lowercased()
      isBroken = isBroken || !words.hasSuffix(";base64")
      self.head = nil
      return base64.take(head[(comma + 1)...])
    }
    self.head = nil
    return base64.take(head[...])
  }

  /// The last bytes; nil if the whole was no file.
  mutating func finish() -> [UInt8]? {
    guard let head, !head.isEmpty else { return isBroken ? nil : base64.finish() }
    // Too little for an address, or one without an end.
    let bytes = base64.take(head[...])
    return base64.finish().map { bytes + $0 }
  }

  /// The file in a whole text; nil if there is none.
  static func bytes(of text: String) -> [UInt8]? {
    var reader = InlineFileReader()
    let bytes = reader.take(Array(text.utf8)[...])
    return reader.finish().map { bytes + $0 }
  }

  /// Whether a text is a `data:` address.
  static func isAddress(_ text: String) -> Bool { text.prefix(5).lowercased() == "data:" }
}
