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
      case .ideograph(let character): number(of: character)
      case .word(let word): number(of: word)
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

  private mutating func number(of character: Character) -> Int32 {
    let key = String(character)
    return numbers[key] ?? add(key, shown: key, isIdeograph: true)
  }

  /// A word has the number of its singular, so that both count together.
  private mutating func number(of word: Substring) -> Int32 {
    let small = word.lowercased()
    if let known = numbers[small] {
      if small == word, entries[Int(known)].shown.contains(where: \.isUppercase) {
        entries[Int(known)].shown = small
      }
      return known
    }
    let key = Self.key(of: small)
    let number = numbers[key] ?? add(key, shown: String(word), isIdeograph: false)
    numbers[small] = number
    return number
  }

  private mutating func add(_ key: String, shown: String, isIdeograph: Bool) -> Int32 {
    let number = Int32(entries.count)
    numbers[key] = number
    entries.append(Self.entry(key, shown: shown, isIdeograph))
    return number
  }

  /// The singular, but for words that would become one that says nothing: news are not new.
  private static func key(of small: String) -> String {
    guard !StopWords.contains(small) else { return small }
    let singular = FieldName.plain(small)
    return StopWords.contains(singular) ? small : singular
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
