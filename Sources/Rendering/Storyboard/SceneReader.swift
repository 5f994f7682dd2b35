/// Takes a prompt apart into what its cards say.
enum SceneReader {
  /// The scenes in the prompt's order, without any word of the other text.
  static func scenes(of prompt: String, without negative: String?) -> [SceneText] {
    let filter = WordFilter(leavingOut: negative ?? "")
    var scenes: [SceneText] = []
    for line in prompt.split(whereSeparator: \.isNewline) {
      for part in quotes(in: withoutMark(line)) {
        let sentences = part.isQuote ? [part.text] : Self.sentences(of: part.text)
        scenes += sentences.compactMap { sentence in
          let kept = filter.filtered(sentence)
          return kept.contains { $0.isLetter || $0.isNumber || $0.isSymbol }
            ? SceneText(text: kept, isQuote: part.isQuote) : nil
        }
      }
    }
    return joiningIntroductions(scenes)
  }

  /// Who speaks stands on one card with what is said.
  private static func joiningIntroductions(_ scenes: [SceneText]) -> [SceneText] {
    var joined: [SceneText] = []
    for scene in scenes {
      if scene.isQuote, let before = joined.last, !before.isQuote,
        let sign = before.text.last, ":：,，،".contains(sign),
        before.text.count + scene.text.count <= 90
      {
        let isWide = "：，".contains(sign)
        joined[joined.count - 1].text += (isWide ? "" : " ") + scene.text
      } else {
        joined.append(scene)
      }
    }
    return joined
  }

  /// Without the number or bullet that only says that the line is one of a list.
  private static func withoutMark(_ line: Substring) -> Substring {
    let line = line.drop(while: \.isWhitespace)
    let number = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(number.count)
    if !number.isEmpty, number.count < 4, let sign = rest.first, ".)".contains(sign),
      rest.dropFirst().first?.isWhitespace ?? false
    {
      return rest.dropFirst(2)
    }
    if let sign = line.first, "-*•–—#".contains(sign) {
      let rest = line.drop { $0 == sign }
      if rest.first?.isWhitespace ?? false { return rest.dropFirst() }
    }
    return line
  }

  private static let closings: [Character: Character] = [
    "\"": "\"", "“": "”", "„": "“", "«": "»", "「": "」", "『": "』", "〝": "〟",
  ]

  /// Nobody says more at once; and where marks are many, each is followed no further than this.
  private static let longestSpeech = 600

  /// What stands between marks of speech, and what between those.
  private static func quotes(in line: Substring) -> [SceneText] {
    var parts: [SceneText] = []
    var rest = line
    var plain = ""
    while let character = rest.first {
      if let closing = closings[character],
        let end = rest.dropFirst().prefix(longestSpeech).firstIndex(of: closing),
        isSpeech(rest[rest.index(after: rest.startIndex)..<end])
      {
        parts.append(SceneText(text: plain))
        plain = ""
        let words = rest[rest.index(after: rest.startIndex)..<end]
        let said = character == "\"" ? "“\(words)”" : String(rest[...end])
        parts.append(SceneText(text: said, isQuote: true))
        rest = rest[rest.index(after: end)...]
      } else {
        plain.append(character)
        rest = rest.dropFirst()
      }
    }
    return parts + [SceneText(text: plain)]
  }

  /// Whether it is more than a single word, which may be a title or a word made much of.
  private static func isSpeech(_ words: Substring) -> Bool {
    let words = words.split(whereSeparator: \.isWhitespace)
    return words.count > 1 || (words.first?.unicodeScalars.count { $0.value >= 0x2E80 } ?? 0) > 2
  }

  private static let enders: Set<Character> = [
    ".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", "॥", ";", "；",
  ]

  /// A sentence ends at its sign, if a space follows or its script has none.
  static func sentences(of text: String) -> [String] {
    var (sentences, current) = ([String](), "")
    let characters = Array(text)
    for (place, character) in characters.enumerated() {
      current.append(character)
      guard enders.contains(character) else { continue }
      let next = place + 1 < characters.count ? characters[place + 1] : " "
      guard !enders.contains(next) else { continue }
      let isWide = (character.unicodeScalars.first?.value ?? 0) >= 0x3000
      // "Dr. Who" and "J. S. Bach" go on.
      let word = current.dropLast().reversed().prefix { $0.isLetter }
      let isShort = character == "." && word.count <= 2 && word.last?.isUppercase ?? false
      guard isWide || (next.isWhitespace && !isShort) else { continue }
      sentences.append(current)
      current = ""
    }
    return (sentences + [current]).map {
      $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    .filter { !$0.isEmpty }
  }
}
