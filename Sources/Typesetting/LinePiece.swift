/// A part of a text within which no line ends, unless there is no other way.
struct LinePiece: Equatable {
  let text: String
  /// Whether a space parts it from the next if both stand on one line.
  let hasSpaceAfter: Bool

  /// Takes a text apart: at spaces, after dashes and slashes, and between ideographs except before signs that
  /// close and after signs that open.
  static func pieces(of text: String) -> [LinePiece] {
    var pieces: [LinePiece] = []
    var current = ""
    func end(hasSpaceAfter: Bool) {
      if !current.isEmpty {
        pieces.append(LinePiece(text: current, hasSpaceAfter: hasSpaceAfter))
      } else if hasSpaceAfter, let last = pieces.popLast() {
        pieces.append(LinePiece(text: last.text, hasSpaceAfter: true))
      }
      current = ""
    }
    let characters = Array(text)
    for (place, character) in characters.enumerated() {
      guard !character.isBreakingSpace else {
        end(hasSpaceAfter: character != "\u{200B}")
        continue
      }
      current.append(character)
      guard place + 1 < characters.count else { break }
      if character.allowsBreak(before: characters[place + 1]) { end(hasSpaceAfter: false) }
    }
    end(hasSpaceAfter: false)
    return pieces
  }

  /// So many parts of nearly the same length, without taking signs apart.
  func parts(_ count: Int) -> [LinePiece] {
    let characters = Array(text)
    let count = min(max(1, count), characters.count)
    return (0..<count).map { part in
      let bounds =
        part * characters.count / count..<(part + 1) * characters.count / count
      return LinePiece(
        text: String(characters[bounds]), hasSpaceAfter: hasSpaceAfter && part == count - 1)
    }
  }
}

extension Character {
  /// Whether a line may end here, and then nothing is drawn.
  fileprivate var isBreakingSpace: Bool {
    isWhitespace && self != "\u{A0}" && self != "\u{202F}" && self != "\u{2007}"
      || self == "\u{200B}"
  }

  /// Whether it stands in a square of its own, as Chinese and Japanese are written.
  private var isIdeographic: Bool {
    guard let value = unicodeScalars.first?.value else { return false }
    return switch value {
    case 0x2E80...0x312F, 0x3190...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xF900...0xFAFF,
      0xFE30...0xFE4F, 0xFF00...0xFF60, 0x1B000...0x1B2FF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  /// Thai has no spaces between words; at a vowel that is written first, at least a syllable begins.
  private var beginsThaiSyllable: Bool {
    unicodeScalars.first.map { (0xE40...0xE44).contains($0.value) } ?? false
  }

  private static let opening: Set<Character> = [
    "(", "[", "{", "“", "‘", "«", "‹", "「", "『", "（", "〔", "［", "｛", "〈", "《", "【", "〖", "¿", "¡",
  ]
  private static let closing: Set<Character> = [
    ")", "]", "}", "”", "’", "»", "›", "」", "』", "）", "〕", "］", "｝", "〉", "》", "】", "〗", "、", "。",
    "，",
    "．", "！", "？", "：", "；", "·", "…", "‥", "—", "～", "ー", "々", "ゝ", "ゞ", "ぁ", "ぃ", "ぅ", "ぇ", "ぉ",
    "っ",
    "ゃ", "ゅ", "ょ", "ァ", "ィ", "ゥ", "ェ", "ォ", "ッ", "ャ", "ュ", "ョ", ",", ".", "!", "?", ":", ";", "%",
    "％",
  ]

  fileprivate func allowsBreak(before next: Character) -> Bool {
    guard !next.isBreakingSpace, !Self.closing.contains(next), !Self.opening.contains(self) else {
      return false
    }
    if isIdeographic || next.isIdeographic { return true }
    if next.beginsThaiSyllable { return true }
    return ["-", "–", "—", "/", "‐"].contains(self) && next.isLetter
  }
}
