/// Everything that can be asked about a passage and answered from what is known of it.
enum Fact: String, CaseIterable {
  // Words.
  case title, summary, keywords, speech, quotes, screen, text, language
  // Times.
  case start, end, duration, span, firstCut, cuts, bestFrame, firstWords, firstText, number
  // Numbers of things.
  case shotCount, cutCount, segmentCount, chapterCount, wordCount, lineCount, textCount
  case speechSeconds
  // The picture.
  case look, colours, colourCode, light, dark, bright, motion, motionAmount, moves, sharpness
  case pace, shotLength
  // The sound.
  case sound, loudness, silent, loud, silentSeconds, hasSound
  // Defects.
  case black, frozen, damaged
  // The film.
  case filmTitle, width, height, size, frameRate, orientation

  /// Whether it is about the passage itself, so that words of another thing beside its name change its meaning:
  /// the colour of a car is not the colour of the picture.
  var isStrict: Bool {
    switch self {
    case .summary, .keywords, .speech, .quotes, .screen, .text, .filmTitle: false
    default: true
    }
  }

  /// Whether it is a place on the clock.
  var isTime: Bool {
    switch self {
    case .start, .end, .firstCut, .bestFrame, .firstWords, .firstText: true
    default: false
    }
  }

  /// The fact that a field means, by its name or, if that says nothing, by its description.
  init?(name: String, description: String) {
    let fromName = FieldName(name)
    let described = FieldName(String(description.prefix(160)))
    if let fact = fromName.keys.lazy.compactMap({ FactNames.facts[$0] }).first {
      if fact.isStrict, described.speaksOfOtherThings { return nil }
      self = fact
    } else {
      guard !fromName.namesOtherThings, !described.speaksOfOtherThings,
        let fact = described.keys.lazy.compactMap({ FactNames.facts[$0] }).first
      else { return nil }
      self = fact
    }
  }
}
