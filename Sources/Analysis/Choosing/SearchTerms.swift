/// Words as they are compared: small, without endings, and of scripts without spaces in pairs of signs.
struct SearchTerms: Sendable, Equatable {
  /// The words in the order of the text, those that say nothing left out.
  let words: [String]

  init(_ text: String) {
    var (words, word, signs): ([String], String, [Character]) = ([], "", [])
    func end() {
      if let term = Self.term(word) { words.append(term) }
      if signs.count == 1 { words.append(String(signs[0])) }
      for (a, b) in zip(signs, signs.dropFirst()) { words.append("\(a)\(b)") }
      (word, signs) = ("", [])
    }
    for character in text.lowercased() {
      if Self.isSign(character) {
        if !word.isEmpty { end() }
        signs.append(character)
      } else if character.isLetter || character.isNumber {
        if !signs.isEmpty { end() }
        word.append(character)
      } else if character != "'", character != "’" {
        end()
      }
    }
    end()
    self.words = words
  }

  /// Nil for a word that is everywhere.
  private static func term(_ word: String) -> String? {
    guard !word.isEmpty, !common.contains(word) else { return nil }
    // Endings of English; what is no English loses little by it.
    for ending in ["ings", "ing", "ies", "ied", "ers", "er", "es", "ed", "s", "e", "y"]
    where word.hasSuffix(ending) && word.count - ending.count >= 3 {
      return String(word.dropLast(ending.count))
    }
    return word
  }

  /// Whether it is of a script that puts no spaces between words.
  private static func isSign(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first?.value else { return false }
    return switch scalar {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF,
      0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  private static let common = Set(
    """
    a about all an and any are as at be been but by can clip clips cut do does every film find for from get give \
    has have her him his how i if in into is it its just let make me moment moments most my no not of on one only \
    or our out part parts piece pieces please scene scenes shot shots show so some supercut than that the their \
    them then there these they this those to up us video was we were what when where which who will with you your
    """.split(separator: " ").map(String.init))
}
