internal import JSON
internal import MediaTypes
internal import Models

/// Knows what each fact is in a passage; nil where nothing is known of it.
struct FactAnswers {
  let speaker: PassageVoice

  private var reading: ClipReading { speaker.reading }
  private var video: VideoFacts { speaker.reading.video }
  private var voice: Voice { speaker.voice }

  /// The value of a fact.
  func value(of fact: Fact, in passage: Passage) -> FactValue? {
    switch fact {
    case .title, .summary, .keywords, .speech, .quotes, .screen, .text, .language, .languageCode,
      .wordCount,
      .lineCount, .textCount, .speechSeconds, .filmTitle:
      words(fact, passage)
    case .start, .end, .duration, .span, .firstCut, .cuts, .bestFrame, .firstWords, .firstText,
      .number:
      times(fact, passage)
    case .shotCount, .cutCount, .segmentCount, .chapterCount, .width, .height, .size, .frameRate,
      .orientation:
      counts(fact, passage)
    case .look, .colours, .colourCode, .light, .dark, .bright, .motion, .motionAmount, .moves,
      .sharpness, .pace, .shotLength, .sound, .loudness, .silent, .loud, .silentSeconds,
      .hasSound, .black, .frozen, .damaged:
      MeasuredAnswers(facts: speaker.facts, video: video).value(of: fact, in: passage)
    }
  }

  /// Whether it is known what is said: lines are there, or there is no sound that could hold any.
  private var knowsSpeech: Bool { reading.hasSpeech || !video.hasSound }

  private func words(_ fact: Fact, _ passage: Passage) -> FactValue? {
    switch fact {
    case .title: return .text(speaker.title(of: passage))
    case .filmTitle:
      return video.title.map(CleanText.line).flatMap { $0.isEmpty ? nil : .text($0) }
    case .summary:
      return .texts([], together: speaker.description(of: passage)).textsOnly
    case .keywords:
      let words = speaker.keywords(of: passage)
      return words.isEmpty ? nil : .texts(words, together: voice.row(words)).textsOnly
    case .speech: return knowsSpeech ? .texts(lines(passage), together: said(passage)) : nil
    case .quotes:
      let texts = reading.centralSentences(of: passage, most: 3).map(\.text)
      return knowsSpeech ? .texts(texts, together: texts.first ?? "") : nil
    case .screen: return reading.hasScreen ? screen(passage) : nil
    case .text:
      if passage.kind == .screen { return screen(passage) }
      if passage.kind == .speech || !passage.speech.isEmpty {
        return .text(said(passage)).or(reading.hasScreen ? screen(passage) : nil)
      }
      return reading.hasScreen ? screen(passage) : nil
    case .language:
      return WrittenLanguage(passage.speech.isEmpty ? passage.screenTexts : lines(passage))
        .map { FactValue.text(voice.say($0.phrase), words: $0.names).or(.text($0.tag)) }
    case .languageCode:
      return WrittenLanguage(passage.speech.isEmpty ? passage.screenTexts : lines(passage))
        .map { .text($0.tag, words: $0.names) }
    case .wordCount:
      return knowsSpeech ? .count(lines(passage).reduce(0) { $0 + WordBreaker.count($1) }) : nil
    case .lineCount: return knowsSpeech ? .count(passage.speech.count) : nil
    case .textCount: return reading.hasScreen ? .count(passage.screenTexts.count) : nil
    case .speechSeconds:
      return knowsSpeech ? .seconds(passage.speech.reduce(0) { $0 + $1.range.seconds }) : nil
    default: return nil
    }
  }

  private func times(_ fact: Fact, _ passage: Passage) -> FactValue? {
    let range = passage.range
    let cuts = passage.facts.shots.filter { $0.range.start > range.start }.map(\.range.start)
    switch fact {
    case .start: return instant(range.start)
    case .end: return instant(range.end)
    case .duration: return .seconds(range.seconds)
    case .span: return .text(voice.span(range))
    case .firstCut: return cuts.first.flatMap(instant)
    case .cuts:
      return passage.facts.shots.isEmpty ? nil : FactValue(list: cuts.compactMap(instant))
    case .bestFrame:
      return passage.facts.shots.max { $0.range.seconds < $1.range.seconds }
        .flatMap { instant($0.bestFrame) }
    case .firstWords: return passage.speech.first.flatMap { instant($0.range.start) }
    case .firstText: return passage.content.screen.first.flatMap { instant($0.range.start) }
    case .number: return passage.kind == .clip ? nil : .count(passage.number)
    default: return nil
    }
  }

  private func counts(_ fact: Fact, _ passage: Passage) -> FactValue? {
    let shots = passage.facts.shots
    switch fact {
    case .shotCount: return shots.isEmpty ? nil : .count(shots.count)
    case .cutCount:
      return shots.isEmpty ? nil : .count(shots.count { $0.range.start > passage.range.start })
    case .segmentCount: return passage.kind == .clip ? titled(reading.segments) : nil
    case .chapterCount: return passage.kind == .clip ? titled(reading.chapters) : nil
    case .width: return .count(video.width)
    case .height: return .count(video.height)
    case .size: return .text("\(video.width)x\(video.height)")
    case .frameRate: return video.frameRate.flatMap { .number($0) }
    case .orientation:
      if video.width == video.height { return .text("square", words: ["方形", "正方形"]) }
      return video.width > video.height
        ? .text("landscape", words: ["horizontal", "横屏", "横向", "横"])
        : .text("portrait", words: ["vertical", "竖屏", "竖向", "纵向", "竖"])
    default: return nil
    }
  }

  /// How many there are; as a list, their titles.
  private func titled(_ passages: [Passage]) -> FactValue {
    var value = FactValue.count(passages.count)
    value.list = passages.map { .text(speaker.title(of: $0)) }
    return value
  }

  private func lines(_ passage: Passage) -> [String] { passage.speech.map(\.text) }

  private func said(_ passage: Passage) -> String {
    Sentence.all(in: passage.speech).map(\.text).joined(separator: " ")
  }

  private func screen(_ passage: Passage) -> FactValue {
    let texts = passage.screenTexts
    return .texts(texts, together: texts.joined(separator: "; "))
  }

  private func instant(_ timestamp: Timestamp) -> FactValue? { .seconds(voice.seconds(timestamp)) }
}

extension FactValue {
  /// Words that are always there, so that whether they are says nothing.
  fileprivate var textsOnly: FactValue {
    FactValue(
      forms: forms.filter { $0.asFlag == nil }, words: words,
      list: list?.isEmpty == true ? nil : list)
  }
}
