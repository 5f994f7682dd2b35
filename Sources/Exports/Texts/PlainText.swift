/// Words and numbers that cannot break the line they stand in.
enum PlainText {
  /// The text on one line: whatever breaks lines becomes a space, whatever controls becomes U+FFFD.
  static func line(_ text: String) -> String {
    if isPlainLine(text) { return text }
    var scalars = String.UnicodeScalarView()
    var isSpaced = true
    for scalar in text.unicodeScalars {
      let isSpace = scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
      if isSpace {
        if !isSpaced { scalars.append(" ") }
      } else {
        scalars.append(isControl(scalar) ? "\u{FFFD}" : scalar)
      }
      isSpaced = isSpace
    }
    if scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }

  /// Whether it is ASCII words with single spaces between them, which nearly all lines are.
  private static func isPlainLine(_ text: String) -> Bool {
    let space = UInt8(ascii: " ")
    var last = space
    for byte in text.utf8 {
      guard (0x20..<0x7F).contains(byte), byte != space || last != space else { return false }
      last = byte
    }
    return last != space || text.isEmpty
  }

  /// The text with line feeds as its only control characters.
  static func lines(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    var scalars = String.UnicodeScalarView()
    var isAfterReturn = false
    for scalar in text.unicodeScalars {
      let isReturn = scalar == "\r"
      if isReturn || (scalar == "\n" && !isAfterReturn) {
        scalars.append("\n")
      } else if scalar != "\n" {
        scalars.append(isControl(scalar) && scalar != "\t" ? "\u{FFFD}" : scalar)
      }
      isAfterReturn = isReturn
    }
    return String(scalars)
  }

  /// Digits with zeros before them.
  static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// The text as a part of a URL, with slashes.
  static func percentEncoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        scalar.isASCII && scalar.properties.isAlphabetic
        || "0123456789-._~/".unicodeScalars.contains(scalar)
      if isPlain {
        encoded.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return encoded
  }

  /// Whether it is a control character or none at all.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: true
    default: scalar.properties.isNoncharacterCodePoint
    }
  }
}
