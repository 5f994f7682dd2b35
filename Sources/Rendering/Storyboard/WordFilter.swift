/// Leaves words out of texts.
struct WordFilter {
  private let words: Set<String>
  /// What is left out even within what looks like one word, in scripts that write no spaces.
  private let runs: [String]

  /// Nobody lists more, and each is looked for everywhere.
  private static let mostRuns = 200

  /// Takes every word of a text; case makes no difference.
  init(leavingOut text: String) {
    let words = text.lowercased().split {
      !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’"
    }.map(String.init)
    self.words = Set(words)
    let runs = words.prefix(Self.mostRuns).filter { word in
      word.unicodeScalars.contains { (0xE00...0xEFF).contains($0.value) || $0.value >= 0x2E80 }
    }
    // The longest first, or else a part of it would be gone.
    self.runs = runs.sorted { ($0.count, $0) > ($1.count, $1) }
  }

  /// The text without them, and without the gaps they would leave.
  func filtered(_ text: String) -> String {
    guard !words.isEmpty else { return text }
    var kept = ""
    var word = ""
    func end() {
      if !words.contains(word.lowercased()) { kept += word }
      word = ""
    }
    for character in text {
      if character.isLetter || character.isNumber || character == "'" || character == "’" {
        word.append(character)
      } else {
        end()
        kept.append(character)
      }
    }
    end()
    for run in runs { kept = kept.replacing(run, with: "") }
    return Self.withoutGaps(kept)
  }

  /// Without the second of two spaces, and without one before a sign that closes.
  private static func withoutGaps(_ text: String) -> String {
    let closing: Set<Character> = [",", ".", "!", "?", ";", ":", ")", "]", "”", "»", "،", "؟", "؛"]
    var result = ""
    for character in text {
      if character.isWhitespace, result.isEmpty || result.last?.isWhitespace ?? false { continue }
      if closing.contains(character) {
        while result.last?.isWhitespace ?? false { result.removeLast() }
        if character == ",", result.isEmpty || result.hasSuffix(",") { continue }
      }
      result.append(character)
    }
    while result.last?.isWhitespace ?? false { result.removeLast() }
    return result
  }
}
