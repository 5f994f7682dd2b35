internal import MediaTypes
internal import Models

/// Answers a question about a clip in words.
struct ProseReport {
  private let speaker: PassageVoice
  private let question: Question
  private let agenda: Agenda

  private static let mostListed = 100

  /// Answers a question.
  init(_ speaker: PassageVoice, _ question: Question) {
    (self.speaker, self.question) = (speaker, question)
    agenda = Agenda(question, speaker.reading)
  }

  private var reading: ClipReading { speaker.reading }
  private var voice: Voice { speaker.voice }
  private var whole: Passage { speaker.reading.whole }
  private var topics: Set<Topic> { agenda.topics }
  private var isGeneral: Bool { agenda.isGeneral }

  /// The paragraphs, parted by empty lines.
  var text: String { paragraphs.joined(separator: "\n\n") }

  /// What is said about each topic in turn.
  var paragraphs: [String] {
    var parts = [FilmVoice(speaker).text]
    let mentions = agenda.mentions
    if !mentions.lines.isEmpty {
      parts.append(section(.mentions, lines(mentions.lines), rest: mentions.rest))
    }
    for topic in Topic.allCases where topics.contains(topic) {
      if let part = self.part(topic) { parts.append(part) }
    }
    if agenda.goesBeyond { parts.append(voice.say(.beyond)) }
    return parts
  }

  private func part(_ topic: Topic) -> String? {
    switch topic {
    case .title: section(.titleHeading, [speaker.title(of: whole)])
    case .summary: section(.summary, [summary])
    case .keywords: keywords
    case .chapters: chapters
    case .timeline:
      section(.timeline, reading.segments.map(entry), most: isGeneral ? Self.mostListed : .max)
    case .speech: speech
    case .screen: screen
    case .looks:
      measured(.looks) {
        speaker.facts.lookMeasures($0) + [speaker.facts.pace($0)].compactMap(\.self)
      }
    case .sound: sound
    case .counts: section(.counts, [voice.sentence(voice.row(FilmVoice(speaker).counts))])
    case .film: nil
    case .defects: defects
    }
  }

  /// The sentences of a summary, no more than the question wants.
  private var summary: String {
    var sentences: [String] = []
    let terms = reading.keyTerms(of: whole, most: 6)
    if !terms.isEmpty { sentences.append(voice.say(.about, voice.list(terms))) }
    let central = reading.centralSentences(of: whole, most: 3).map(\.text)
    if !central.isEmpty { sentences.append(voice.say(.saidCentrally, voice.quotes(central))) }
    if !reading.chapters.isEmpty {
      let titles = reading.chapters.prefix(12).compactMap(\.content.chapter)
      sentences.append(voice.say(.pair, voice.say(.chapters), voice.quotes(titles)))
    }
    let texts = whole.screenTexts.prefix(5).map(\.self)
    if !texts.isEmpty { sentences.append(voice.say(.onScreen, voice.quotes(texts, most: 120))) }
    let measured = speaker.facts.look(whole) + speaker.facts.sound(whole).prefix(1)
    if !measured.isEmpty { sentences.append(voice.row(measured)) }
    if sentences.isEmpty { sentences.append(voice.say(.unmeasured)) }
    return voice.paragraph(Array(sentences.prefix(question.sentences ?? .max)))
  }

  private var keywords: String {
    let terms = reading.keyTerms(of: whole, most: 15)
    guard terms.isEmpty else { return section(.keywords, [voice.row(terms)]) }
    let measured = speaker.keywords(of: whole)
    return section(
      .keywords, [voice.say(.noKeywords)] + (measured.isEmpty ? [] : [voice.row(measured)]))
  }

  private var chapters: String? {
    if !reading.chapters.isEmpty {
      return section(
        .chapters,
        reading.chapters.map {
          "\($0.number). \(voice.fullSpan($0.range)) \(speaker.title(of: $0))"
        })
    }
    if topics.contains(.timeline) { return isGeneral ? nil : voice.say(.noChapters) }
    return section(.chapters, [voice.say(.noChapters)] + reading.segments.map(entry))
  }

  private func entry(_ passage: Passage) -> String {
    let title = voice.sentence(speaker.title(of: passage))
    let text = title + voice.gap + speaker.description(of: passage)
    return "\(passage.number). \(voice.fullSpan(passage.range)) \(text)"
  }

  private var speech: String {
    let sentences = Sentence.all(in: whole.speech)
    guard !sentences.isEmpty else { return section(.speech, [voice.say(.nothingSaid)]) }
    if question.wantsEveryWord || sentences.count <= 40 {
      return section(
        .speech, lines(sentences.map { WordLine(range: $0.range, text: $0.text) }, most: .max))
    }
    let central = reading.centralSentences(of: whole, most: 12)
    return section(
      .speech, lines(central.map { WordLine(range: $0.range, text: $0.text) }),
      rest: sentences.count - central.count)
  }

  private var screen: String {
    guard reading.hasScreen else { return section(.screen, [voice.say(.nothingOnScreen)]) }
    var seen: Set<String> = []
    let first = whole.content.screen.filter { seen.insert($0.text).inserted }
    return section(.screen, lines(first), most: isGeneral ? Self.mostListed : .max)
  }

  private var sound: String {
    if let part = measured(.sound, { speaker.facts.soundMeasures($0) }) { return part }
    return section(.sound, [voice.say(reading.video.hasSound ? .unmeasuredSound : .withoutSound)])
  }

  private var defects: String? {
    let words = speaker.facts.defects(whole, most: 50)
    guard words.isEmpty else { return section(.defects, words.map(voice.sentence)) }
    return isGeneral || whole.facts.shots.isEmpty ? nil : section(.defects, [voice.say(.noDefects)])
  }

  /// What was measured of the whole, and of each segment where there are few.
  private func measured(_ heading: Phrase, _ words: (Passage) -> [String]) -> String? {
    let all = words(whole)
    guard !all.isEmpty else { return nil }
    var lines = [voice.sentence(voice.row(all))]
    if !isGeneral, (2...60).contains(reading.segments.count) {
      lines += reading.segments.map { passage in
        let here = words(passage)
        return "\(passage.number). \(voice.fullSpan(passage.range)) "
          + voice.sentence(here.isEmpty ? voice.say(.unmeasured) : voice.row(here))
      }
    }
    return section(heading, lines)
  }

  private func lines(_ lines: [WordLine], most: Int = 400) -> [String] {
    lines.map { "\(voice.fullSpan($0.range)) \(voice.quote($0.text, most: most))" }
  }

  private func section(_ heading: Phrase, _ lines: [String], most: Int = .max, rest: Int = 0)
    -> String
  {
    let left = rest + max(0, lines.count - most)
    return
      ([voice.say(.heading, voice.say(heading))] + lines.prefix(most)
      + (left > 0 ? [voice.sentence(voice.say(.more, left))] : [])).joined(separator: "\n")
  }
}
