/// The name or description of a field, made comparable.
struct FieldName {
  /// What it may be called, the fullest first.
  let keys: [String]
  /// Whether it names something that only seeing tells.
  let namesOtherThings: Bool
  /// Whether it is about something else than the passage: "of the car".
  let speaksOfOtherThings: Bool
  private let words: [String]

  /// Reads a name.
  init(_ name: String) {
    let clean = CleanText.line(name)
    if clean.unicodeScalars.contains(where: { (0x4E00...0x9FFF).contains($0.value) }) {
      let words = clean.filter { $0.isLetter || $0.isNumber || $0.isPunctuation }
      keys = Self.chineseKeys(String(words))
      namesOtherThings = FieldWords.chineseOthers.contains { words.contains($0) }
      speaksOfOtherThings = namesOtherThings || Self.isOwned(String(words))
      self.words = []
    } else {
      let words = Self.words(clean)
      let plain = words.filter { !FieldWords.small.contains($0) }
      let bare = plain.filter { !FieldWords.passage.contains($0) }
      // The unit says nothing that the number does not.
      let unitless = bare.suffix(2) == ["in", "second"] ? Array(bare.dropLast(2)) : bare
      keys = [plain, bare, unitless].filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
      namesOtherThings = words.contains(where: FieldWords.others.contains)
      speaksOfOtherThings = namesOtherThings || Self.hasOwner(words)
      self.words = bare
    }
  }

  /// Whether it holds words that no name of a fact does: "when the goal is scored".
  var holdsStrangeWords: Bool {
    words.contains { word in
      !FieldWords.neutral.contains(word) && !FactNames.words.contains(word)
        && !word.allSatisfy(\.isNumber)
    }
  }

  /// Whether it is about something else, those who speak not counted.
  var speaksOfOtherThingsThanSpeakers: Bool {
    words.isEmpty
      ? speaksOfOtherThings
      : words.contains { FieldWords.others.contains($0) && !FieldWords.speakers.contains($0) }
        || Self.hasOwner(words.filter { !FieldWords.speakers.contains($0) })
  }

  /// The words of a name in whatever case it is written, in small letters, American and singular.
  static func words(_ name: String) -> [String] { words(in: String(name.prefix(400))) }

  /// The same of a longer text.
  static func words(in name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var before: Character = " "
    func close() {
      if !word.isEmpty { words.append(plain(word.lowercased())) }
      word = ""
    }
    for character in name {
      let isWord = character.isLetter || character.isNumber
      if !isWord || character.isUppercase && before.isLowercase { close() }
      if isWord { word.append(character) }
      before = character
    }
    close()
    return words
  }

  /// A word American and singular.
  static func plain(_ word: String) -> String {
    let american = word.replacing("colour", with: "color").replacing("grey", with: "gray")
    guard american.count > 3, american.hasSuffix("s"), !american.hasSuffix("ss") else {
      return american
    }
    return String(american.dropLast())
  }

  /// Whether words such as "of the car" follow.
  private static func hasOwner(_ words: [String]) -> Bool {
    for (place, word) in words.enumerated() where ["of", "in", "on", "from", "by"].contains(word) {
      let rest = words[(place + 1)...].drop { FieldWords.small.contains($0) }
      if let owner = rest.first, !FieldWords.passage.contains(owner),
        !FieldWords.neutral.contains(owner)
      {
        return true
      }
    }
    return false
  }

  private static func chineseKeys(_ name: String) -> [String] {
    let words = name.filter { !$0.isPunctuation }
    let plain = without(["是否", "有没有", "的", "主要", "有", "简短", "一句话"], words)
    let bare = without(
      ["这个", "这段", "本段", "整个", "视频", "片段", "场景", "章节", "影片", "该", "本"], plain)
    return [words, plain, bare].filter { !$0.isEmpty }
  }

  private static func without(_ parts: [String], _ name: String) -> String {
    parts.reduce(name) { $0.replacing($1, with: "") }
  }

  /// Whether it begins with an owner: "汽车的".
  private static func isOwned(_ name: String) -> Bool {
    let clause = name.prefix { !$0.isPunctuation }
    guard let end = clause.lastIndex(of: "的") else { return false }
    let owner = clause[..<end]
    return !FieldWords.chinesePassage.contains { owner.hasSuffix($0) }
  }
}
