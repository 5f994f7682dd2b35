/// Words as they may be quoted: on one line, without characters that steer terminals or turn what stands beside them.
enum CleanText {
  /// The text with every run of spaces, breaks and controls as one space.
  static func line(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    var isSpaceDue = false
    for scalar in text.unicodeScalars {
      if isHidden(scalar) { continue }
      if isSpace(scalar) {
        isSpaceDue = !clean.isEmpty
        continue
      }
      if isSpaceDue { clean.append(" ") }
      isSpaceDue = false
      clean.append(scalar)
    }
    return String(clean)
  }

  /// At most so many letters, ended between words where there are words, with a mark for what is left out.
  static func shortened(_ text: String, most: Int) -> String {
    guard let end = text.index(text.startIndex, offsetBy: most, limitedBy: text.endIndex),
      end < text.endIndex
    else { return text }
    let start = text[..<end]
    let third = text.index(text.startIndex, offsetBy: most / 3)
    let border = start[third...].lastIndex(of: " ") ?? end
    return start[..<border] + "…"
  }

  /// Marks of direction and breadth that are not seen.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
      0xE0000...0xE007F:
      true
    default: false
    }
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x21 || (0x7F...0xA0).contains(scalar.value)
      || scalar.value > 0xFF && scalar.properties.isWhitespace
  }
}
