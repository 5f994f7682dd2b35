internal import Models

/// Gives passages titles, descriptions and keywords.
struct PassageVoice {
  let reading: ClipReading
  let voice: Voice
  let facts: FactVoice

  /// Speaks about the passages of a clip.
  init(_ reading: ClipReading, _ language: ReportLanguage) {
    self.reading = reading
    voice = Voice(language: language, video: reading.video)
    facts = FactVoice(voice: voice)
  }

  /// What it is called: by its chapter, a title on the screen, its key terms, or by what it looks like.
  func title(of passage: Passage) -> String {
    if let words = titleInWords(of: passage) { return words }
    var look = facts.tellingLook(passage)
    if look.isEmpty { look = facts.sound(passage).prefix(1).map(\.self) }
    return large(look.isEmpty ? voice.say(.numbered, passage.number) : voice.row(look))
  }

  /// The title that words of the clip give; nil if there are none.
  func titleInWords(of passage: Passage) -> String? {
    if passage.kind == .clip, let title = reading.video.title.map(CleanText.line), !title.isEmpty {
      return title
    }
    if passage.kind != .clip, let chapter = passage.content.chapter { return chapter }
    if let card = titleCard(of: passage) { return card }
    let terms = reading.keyTerms(of: passage, most: 3)
    return terms.isEmpty ? nil : large(voice.row(terms))
  }

  /// What is said, what stands on the screen, how it looks and sounds, in up to three sentences.
  func description(of passage: Passage) -> String {
    var sentences: [String] = []
    let said = reading.centralSentences(of: passage, most: 2)
    if !said.isEmpty { sentences.append(voice.say(.said, voice.quotes(said.map(\.text)))) }
    let texts = reading.tellingTexts(of: passage)
    if !texts.isEmpty {
      sentences.append(voice.say(.onScreen, voice.quotes(texts.prefix(3).map(\.self), most: 120)))
    }
    let measured = measures(of: passage)
    if !measured.isEmpty { sentences.append(voice.row(measured)) }
    if sentences.isEmpty { sentences.append(voice.say(.unmeasured)) }
    return voice.paragraph(sentences)
  }

  /// Words to find it by: its key terms, or what it looks and sounds like.
  func keywords(of passage: Passage, most: Int = 8) -> [String] {
    let terms = reading.keyTerms(of: passage, most: most)
    return terms.isEmpty ? measuredKeywords(of: passage) : terms
  }

  /// What was measured, in a row.
  func measures(of passage: Passage) -> [String] {
    let shots = passage.facts.shots.count
    return (shots > 0 ? [voice.say(.shotCount, shots)] : []) + facts.look(passage)
      + facts.sound(passage) + facts.defects(passage)
  }

  private func measuredKeywords(of passage: Passage) -> [String] {
    var words = facts.tellingLook(passage)
    if let hearing = Hearing(passage, hasSound: reading.video.hasSound) {
      words.append(facts.level(hearing))
    }
    return words
  }

  /// The first short text on the screen, if there are few.
  private func titleCard(of passage: Passage) -> String? {
    let texts = passage.screenTexts.filter { !reading.commonTexts.contains($0) }
    guard texts.count <= 3 else { return nil }
    return texts.first { text in
      text.count <= 60 && text.contains(where: \.isLetter)
        && text.split(separator: " ", maxSplits: 8).count <= 8
    }
  }

  private func large(_ text: String) -> String {
    (text.first?.uppercased() ?? "") + text.dropFirst()
  }
}
