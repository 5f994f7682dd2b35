internal import MediaTypes
internal import Models

/// The words by which a segment is found, with what each is worth.
struct SegmentTerms {
  /// By word: what all its places are worth together, where more of the same counts less and less.
  let weights: [String: Double]

  init(_ segment: AnalysedSegment) {
    var weights: [String: Double] = [:]
    func add(_ text: String, _ worth: Double) {
      for word in SearchTerms(text).words { weights[word, default: 0] += worth }
    }
    if let words = segment.words {
      add(words.title, 3)
      add(words.description, 2)
      words.keywords.forEach { add($0, 3) }
    }
    if let chapter = segment.clip.chapter { add(chapter, 2) }
    for line in segment.clip.speech { add(line.text, 2) }
    for line in segment.clip.screen { add(line.text, 1.5) }
    for word in Self.words(of: segment.clip.facts, hasSpeech: !segment.clip.speech.isEmpty) {
      add(word, 1)
    }
    self.weights = weights.mapValues { $0 / ($0 + 2) }
  }

  /// What was measured, in words that people use.
  private static func words(of facts: SegmentFacts, hasSpeech: Bool) -> [String] {
    var words = Set(facts.shots.map(\.motion.rawValue))
    if hasSpeech { words.formUnion(["speech", "talk", "dialogue", "speak"]) }
    if !facts.silent.isEmpty { words.formUnion(["silence", "quiet"]) }
    if let loudness = facts.loudness, loudness > -16 { words.insert("loud") }
    guard !facts.shots.isEmpty else { return words.sorted() }
    let light = facts.shots.map(\.brightness).reduce(0, +) / Double(facts.shots.count)
    if light < 0.25 { words.formUnion(["dark", "night"]) }
    if light > 0.6 { words.formUnion(["bright", "light"]) }
    for colour in facts.shots.flatMap(\.colours) where colour.share > 0.2 {
      words.insert(name(of: colour))
    }
    return words.sorted()
  }

  private static func name(of colour: ColourFact) -> String {
    let (red, green, blue) = (Int(colour.red), Int(colour.green), Int(colour.blue))
    let (most, least) = (max(red, green, blue), min(red, green, blue))
    guard most - least > 48 else { return most < 64 ? "black" : least > 192 ? "white" : "grey" }
    if red == most { return green - blue > (red - least) / 2 ? "yellow" : "red" }
    return green == most ? "green" : "blue"
  }
}
