/// Text in which any byte may stand as `%` and two hexadecimal digits.
enum PercentCoding {
  /// The text itself; nil if a `%` stands for nothing or the bytes are no UTF-8.
  static func decoded(_ text: Substring.UTF8View) -> String? {
    guard text.indices.allSatisfy({ text[$0] != sign || escaped(text[$0...]) != nil }) else {
      return nil
    }
    return String(validating: bytes(of: text), as: UTF8.self)
  }

  /// The bytes that are meant; a `%` that stands for nothing stands for itself.
  static func bytes(of text: Substring.UTF8View) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.first {
      let escaped = byte == sign ? escaped(rest) : nil
      bytes.append(escaped ?? byte)
      rest = rest.dropFirst(escaped == nil ? 1 : 3)
    }
    return bytes
  }

  /// The byte that a `%` and the two digits behind it stand for.
  private static func escaped(_ text: Substring.UTF8View) -> UInt8? {
    let digits = text.dropFirst().prefix(2).compactMap {
      Character(UnicodeScalar($0)).hexDigitValue
    }
    return digits.count == 2 ? UInt8(digits[0] << 4 | digits[1]) : nil
  }

  private static let sign = UInt8(ascii: "%")
}
