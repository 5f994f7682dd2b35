/// Words and when they are heard, in seconds from the start of the sound.
struct SpokenWord: Equatable {
  let text: String
  let start: Double
  let end: Double

  init(_ text: String, from start: Double, to end: Double) {
    (self.text, self.start, self.end) = (text, start, end)
  }

  /// The same from the first to the last of the words within it, since segments may begin and end in silence.
  func tightened(to words: [SpokenWord]) -> SpokenWord {
    let inside = words.filter { start <= $0.start && $0.end <= end }
    guard let first = inside.first, let last = inside.last else { return self }
    return SpokenWord(text, from: first.start, to: last.end)
  }

  /// Tokens put together to words: one that starts with a space starts a word.
  static func joined(_ tokens: [SpokenWord]) -> [SpokenWord] {
    tokens.reduce(into: []) { words, token in
      guard let word = words.last, token.text.first?.isWhitespace != true else {
        return words.append(token)
      }
      words[words.count - 1] = SpokenWord(
        word.text + token.text, from: word.start, to: max(word.end, token.end))
    }
  }

  /// Words put together to lines: up to a pause, the end of a sentence, or as much as a line may hold.
  static func lines(of words: [SpokenWord]) -> [SpokenWord] {
    var lines: [SpokenWord] = []
    var isOpen = false
    for word in words {
      if isOpen, let line = lines.last, word.start - line.end < pause,
        word.end - line.start <= longest
      {
        let gap = needsSpace(between: line.text, and: word.text) ? " " : ""
        lines[lines.count - 1] = SpokenWord(
          line.text + gap + word.text, from: line.start, to: max(line.end, word.end))
      } else {
        lines.append(word)
      }
      isOpen = !(word.text.last { !$0.isWhitespace }.map(sentenceEnds.contains) ?? false)
    }
    return lines
  }

  /// Servers write words with a space before them or without; Chinese and Japanese have none between them.
  private static func needsSpace(between a: String, and b: String) -> Bool {
    guard let last = a.unicodeScalars.last, let first = b.unicodeScalars.first else { return false }
    return ![last, first].contains {
      $0.properties.isWhitespace || $0.properties.isIdeographic || kana.contains($0)
    }
  }

  /// With the punctuation of their scripts.
  private static let kana: ClosedRange<Unicode.Scalar> = "\u{3000}"..."\u{30FF}"
  private static let sentenceEnds: Set<Character> = [".", "!", "?", "…", "。", "！", "？"]
  private static let pause = 0.7
  private static let longest = 10.0
}
