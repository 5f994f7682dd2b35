internal import FoundationEssentials

/// Which of Tesseract's words are believed, and how they make a line.
enum WordRules {
  /// The words that are believed: none below 45 of 100, and at the ends of the line none without a
  /// letter or digit and no scrap of one or two below 60.
  static func believed(_ words: [TextEngine.Word]) -> [TextEngine.Word] {
    let words = words.compactMap { word -> TextEngine.Word? in
      var word = word
      word.text = plain(word.text)
      return word.text.isEmpty || word.confidence < 45 ? nil : word
    }
    func isScrap(_ word: TextEngine.Word) -> Bool {
      let letters = letters(in: word.text)
      return letters == 0 || letters < 3 && word.confidence < 60
    }
    guard let first = words.firstIndex(where: { !isScrap($0) }),
      let last = words.lastIndex(where: { !isScrap($0) })
    else { return [] }
    return Array(words[first...last])
  }

  /// Whether the words make a line that is believed.
  ///
  /// A mean confidence of 75 and three letters or digits, or 90 and two of them, or two Chinese
  /// characters; letters and digits are three fifths of all signs at least.
  static func isLine(_ words: [TextEngine.Word]) -> Bool {
    let text = text(of: words)
    let signs = text.unicodeScalars.count { !$0.properties.isWhitespace }
    let letters = letters(in: text)
    let confidence = confidence(of: words)
    guard letters * 5 >= signs * 3 else { return false }
    let isLong = letters >= 3 || text.unicodeScalars.count(where: isUnspaced) >= 2
    return confidence >= (isLong ? 75 : 90) && letters >= 2
  }

  /// The mean confidence, each word weighed by its length.
  static func confidence(of words: [TextEngine.Word]) -> Int {
    let length = words.reduce(0) { $0 + $1.text.count }
    return words.reduce(0) { $0 + $1.confidence * $1.text.count } / max(1, length)
  }

  /// How much a reading tells: letters, each by how much surer it is than a guess.
  static func worth(of words: [TextEngine.Word]) -> Int {
    words.reduce(0) { $0 + ($1.confidence - 50) * letters(in: $1.text) }
  }

  /// The words with spaces between them, except where the script has none.
  static func text(of words: [TextEngine.Word]) -> String {
    var text = ""
    for word in words {
      if let before = text.unicodeScalars.last, let next = word.text.unicodeScalars.first,
        !(isUnspaced(before) && isUnspaced(next))
      {
        text += " "
      }
      text += word.text
    }
    return text
  }

  /// Composed, without control characters, without space around it, ligatures as letters.
  private static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .privateUse, .surrogate, .unassigned: continue
      case _ where scalar.properties.isWhitespace: continue
      default:
        plain.append(contentsOf: ligatures[scalar]?.unicodeScalars ?? .init([scalar]))
      }
    }
    return String(plain)
  }

  private static func letters(in text: String) -> Int {
    text.unicodeScalars.count { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }

  /// Chinese characters, Japanese syllables and their punctuation.
  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isIdeographic || (0x3000...0x30ff).contains(scalar.value)
      || (0xff00...0xffef).contains(scalar.value)
  }

  private static let ligatures: [Unicode.Scalar: String] = [
    "\u{fb00}": "ff", "\u{fb01}": "fi", "\u{fb02}": "fl", "\u{fb03}": "ffi", "\u{fb04}": "ffl",
    "\u{fb05}": "st", "\u{fb06}": "st",
  ]
}
