/// Tells addresses from other texts.
enum AddressText {
  /// Whether a text is a whole URI by RFC 3986: a scheme, a colon and what that scheme needs.
  ///
  /// Letters beyond ASCII are let through, as people paste them; whether anything is there, only a look can tell.
  static func isAbsolute(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":"), let first = text.utf8.first, first.isLetter,
      text[..<colon].utf8.allSatisfy({ $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) })
    else { return false }
    var rest = text[text.index(after: colon)...].utf8
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%") {
        guard rest.popFirst()?.isHexDigit == true, rest.popFirst()?.isHexDigit == true else {
          return false
        }
      } else if byte < 0x80, !byte.isLetter, !byte.isDigit, !Self.signs.contains(byte) {
        return false
      }
    }
    guard ["http", "https"].contains(text[..<colon].lowercased()) else { return true }
    let target = text[text.index(after: colon)...]
    return target.hasPrefix("//")
      && target.dropFirst(2).first.map { !"/?#".contains($0) } ?? false
  }

  private static let signs = Set("-._~:/?#[]@!$&'()*+,;=".utf8)
}

extension UInt8 {
  fileprivate var isLetter: Bool { (0x41...0x5A).contains(self & 0xDF) }
  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
  fileprivate var isHexDigit: Bool { isDigit || (0x41...0x46).contains(self & 0xDF) }
}
