/// Everything that can be asked about a passage and answered from what is known of it.
enum Fact: String, CaseIterable {
  // Words.
  case title, summary, keywords, speech, quotes, screen, text, language
  case languageCode
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

  /// How closely a description must keep to the passage: the colour of a car is not the colour of the picture.
  private enum Care {
    /// Whatever the description dwells on, the fact is about it, too.
    case none
    /// It may be about nothing else, but about those who speak.
    case words
    /// It may be about nothing else.
    case passage
    /// It may hold no word that no measure has.
    case measure
  }

  private var care: Care {
    switch self {
    case .summary, .keywords, .filmTitle: .none
    case .speech, .quotes: .words
    case .title, .screen, .text, .language: .passage
    default: .measure
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
  ///
  /// `isTruth` says that it asks whether something is so; then the description must mean just that.
  init?(name: String, description: String, isTruth: Bool = false) {
    let fromName = FieldName(name)
    let described = FieldName(String(description.prefix(160)))
    let named = fromName.keys.lazy.compactMap { FactNames.facts[$0] }.first
    let told = described.keys.lazy.compactMap { FactNames.facts[$0] }.first
    if let named {
      guard named.allows(described, isTruth) else { return nil }
      self = named
    } else if let told, !fromName.namesOtherThings, !described.speaksOfOtherThings {
      self = told
    } else {
      return nil
    }
  }

  private func allows(_ description: FieldName, _ isTruth: Bool) -> Bool {
    switch isTruth ? .measure : care {
    case .none: true
    case .words: !description.speaksOfOtherThingsThanSpeakers
    case .passage: !description.speaksOfOtherThings
    case .measure: !description.speaksOfOtherThings && !description.holdsStrangeWords
    }
  }
}
