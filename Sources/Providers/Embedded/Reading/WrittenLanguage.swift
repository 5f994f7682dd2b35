/// Which language words are in, where their script or their commonest words tell.
enum WrittenLanguage: CaseIterable {
  case english, chinese, japanese, korean

  /// The language of texts; nil if they do not tell.
  init?(_ texts: some Sequence<String>) {
    var (han, kana, hangul, words, stops) = (0, 0, 0, 0, 0)
    for text in texts {
      for piece in WordBreaker.pieces(of: text, mostLetters: 1000) {
        switch piece {
        case .border: break
        case .ideograph: han += 1
        case .word(let word):
          guard let first = word.unicodeScalars.first?.value else { continue }
          if (0x3040...0x30FF).contains(first) {
            kana += 1
          } else if (0xAC00...0xD7AF).contains(first) {
            hangul += 1
          } else if word.contains(where: \.isLetter) {
            words += 1
            if StopWords.contains(word.lowercased()) { stops += 1 }
          }
        }
      }
      if han + kana + hangul + words > 2000 { break }
    }
    if kana > 1, kana * 20 > han, kana + han > words {
      self = .japanese
    } else if han > 3, han > words {
      self = .chinese
    } else if hangul > 1, hangul > words {
      self = .korean
    } else if words > 4, stops * 4 >= words {
      self = .english
    } else {
      return nil
    }
  }

  /// The tag of the language.
  var tag: String {
    switch self {
    case .english: "en"
    case .chinese: "zh"
    case .japanese: "ja"
    case .korean: "ko"
    }
  }

  /// The name of the language.
  var phrase: Phrase {
    switch self {
    case .english: .english
    case .chinese: .chinese
    case .japanese: .japanese
    case .korean: .korean
    }
  }
}
