/// Takes text apart into words: runs of letters and digits, and single characters of Chinese.
///
/// An apostrophe or a hyphen between letters and a point or comma between digits belong to the word, after Unicode's
/// rules for words; a hyphen does not stand there, and does here, since it holds a term together.
enum WordBreaker {
  /// A piece of text.
  enum Piece: Equatable {
    /// A word as it is written.
    case word(Substring)
    /// A character that means something by itself.
    case ideograph(Character)
    /// Something that parts phrases: a comma, a full stop, a bracket.
    case border
  }

  /// The pieces in order; no more letters are looked at than named.
  static func pieces(of text: String, mostLetters: Int = 4000) -> [Piece] {
    let scalars = text.unicodeScalars
    var pieces: [Piece] = []
    var start: String.Index?
    var place = scalars.startIndex
    var before: Kind = .space
    var count = 0
    func close(_ end: String.Index) {
      if let start { pieces.append(.word(text[start..<end])) }
    }
    while place < scalars.endIndex, count < mostLetters {
      let scalar = scalars[place]
      let next = scalars.index(after: place)
      var kind = Kind(scalar)
      if kind == .joint {
        let follower = next < scalars.endIndex ? Kind(scalars[next]) : .space
        let joins = start != nil && before == follower && scalar.joins(before)
        kind = joins ? before : scalar == "-" ? .space : .border
      }
      switch kind {
      case .letter, .digit:
        if start == nil { start = place }
      case .mark: break
      case .ideograph, .space, .border, .joint:
        close(place)
        start = nil
        if kind == .ideograph { pieces.append(.ideograph(Character(scalar))) }
        if kind == .border { pieces.append(.border) }
      }
      if kind != .mark { before = kind }
      place = next
      count += 1
    }
    close(place)
    return pieces
  }

  fileprivate enum Kind {
    case letter, digit, mark, ideograph, joint, space, border

    init(_ scalar: Unicode.Scalar) {
      switch scalar.value {
      case 0x61...0x7A, 0x41...0x5A: self = .letter
      case 0x30...0x39: self = .digit
      case 0x27, 0x2D, 0x2E, 0x2C, 0x2019: self = .joint
      case ..<0x80: self = scalar == " " ? .space : .border
      case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
        self = .ideograph
      default:
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
        case .decimalNumber: self = .digit
        case .spaceSeparator: self = .space
        default: self = scalar.properties.isAlphabetic ? .letter : .border
        }
      }
    }
  }
}

extension Unicode.Scalar {
  /// Whether it holds what stands before and behind it together.
  fileprivate func joins(_ kind: WordBreaker.Kind) -> Bool {
    switch self {
    case ".", ",": kind == .digit
    case "'", "\u{2019}": kind == .letter
    default: kind == .letter || kind == .digit
    }
  }
}

extension WordBreaker {
  /// How many words there are; in Chinese every character counts.
  static func count(_ text: String) -> Int {
    pieces(of: text, mostLetters: .max).count { $0 != .border }
  }
}
