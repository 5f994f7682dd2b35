/// The words of a clip by numbers, so that counting words is counting numbers.
struct Lexicon {
  /// The number that parts phrases.
  static let border: Int32 = -1

  /// A word and what is known of it.
  struct Entry {
    /// As it is shown: in small letters if it was ever written so.
    var shown: String
    /// Whether it says nothing about what something is about.
    let isStop: Bool
    /// Whether it is a character of Chinese.
    let isIdeograph: Bool
    /// Whether it may be a key term by itself.
    let isTelling: Bool
  }

  private(set) var entries: [Entry] = []
  private var numbers: [String: Int32] = [:]

  /// The entry of a number that is no border.
  subscript(number: Int32) -> Entry { entries[Int(number)] }

  /// The numbers of a text's words; words that are met first get one.
  mutating func learn(_ text: String) -> [Int32] {
    WordBreaker.pieces(of: text).map { piece in
      switch piece {
      case .border: Self.border
      case .ideograph(let character): number(of: String(character), shown: nil, isIdeograph: true)
      case .word(let word): number(of: word.lowercased(), shown: word, isIdeograph: false)
      }
    }
  }

  /// The numbers of a text's words; words that were never learned part phrases.
  func numbers(of text: String) -> [Int32] {
    WordBreaker.pieces(of: text).map { piece in
      switch piece {
      case .border: Self.border
      case .ideograph(let character): numbers[String(character)] ?? Self.border
      case .word(let word): numbers[word.lowercased()] ?? Self.border
      }
    }
  }

  private mutating func number(of key: String, shown: Substring?, isIdeograph: Bool) -> Int32 {
    if let known = numbers[key] {
      if let shown, shown == key { entries[Int(known)].shown = key }
      return known
    }
    let number = Int32(entries.count)
    numbers[key] = number
    entries.append(Self.entry(key, shown: shown.map(String.init) ?? key, isIdeograph))
    return number
  }

  private static func entry(_ key: String, shown: String, _ isIdeograph: Bool) -> Entry {
    if isIdeograph {
      let isStop = key.first.map(StopWords.chinese.contains) ?? true
      return Entry(shown: shown, isStop: isStop, isIdeograph: true, isTelling: false)
    }
    let letters = key.unicodeScalars
    let isStop =
      StopWords.contains(key) || letters.allSatisfy { (0x3040...0x309F).contains($0.value) }
    // Digits alone, and words of one or two letters unless they are written large, tell too little.
    let isTelling =
      !isStop && letters.contains { $0.properties.isAlphabetic }
      && (letters.count > 2 || shown.count == 2 && shown.allSatisfy(\.isUppercase))
    return Entry(shown: shown, isStop: isStop, isIdeograph: false, isTelling: isTelling)
  }
}
