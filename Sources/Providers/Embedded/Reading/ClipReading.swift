internal import MediaTypes
internal import Models

/// A clip read once: its words cleaned, counted and put together.
struct ClipReading {
  /// What is known of the whole video.
  let video: VideoFacts
  /// The clip as one stretch.
  let whole: Passage
  /// Its segments.
  let segments: [Passage]
  /// Its chapters, each with the segments that lie in it; empty without chapters.
  let chapters: [Passage]
  /// What was found out about parts of a longer video.
  let notes: [ClipNote]
  /// Texts that stand on the screen so often that they say nothing of a segment: marks of a station.
  let commonTexts: Set<String>
  private let lexicon: Lexicon
  private let terms: KeyTerms

  /// Reads a clip.
  init(_ clip: Clip) {
    let clean = clip.segments.map(Self.cleaned)
    video = clip.video
    notes = clip.notes
    whole = Passage(.clip, number: 1, clean, range: clip.range)
    segments = clean.map { Passage(.segment, number: $0.number, $0) }
    chapters = Self.chapters(of: clean)
    commonTexts = Self.commonTexts(of: segments)
    var lexicon = Lexicon()
    var words: [[Int32]] = []
    for segment in segments {
      words.append(
        segment.texts(without: commonTexts).flatMap { lexicon.learn($0) + [Lexicon.border] })
    }
    terms = KeyTerms(words, lexicon)
    self.lexicon = lexicon
  }

  /// Whether anything is known to be said anywhere.
  var hasSpeech: Bool { !whole.speech.isEmpty }
  /// Whether any text is known to stand on the screen anywhere.
  var hasScreen: Bool { !whole.content.screen.isEmpty }

  /// The terms that tell most of a passage.
  func keyTerms(of passage: Passage, most: Int = 8) -> [String] {
    let words = passage.texts(without: commonTexts)
      .flatMap { lexicon.numbers(of: $0) + [Lexicon.border] }
    return terms.best(most, of: words, lexicon).map(lexicon.text)
  }

  /// What is said most centrally in a passage, in order.
  func centralSentences(of passage: Passage, most: Int) -> [Sentence] {
    let sentences = Sentence.all(in: passage.speech)
    guard sentences.count > most else { return sentences }
    let words = sentences.map { lexicon.numbers(of: $0.text) }
    return CentralSentences(sentences, words: words, lexicon).best(most)
  }

  /// The texts on the screen that tell something of a passage.
  func tellingTexts(of passage: Passage) -> [String] {
    let texts = passage.screenTexts
    let telling = texts.filter { !commonTexts.contains($0) }
    return passage.kind == .segment ? telling : texts
  }

  private static func cleaned(_ segment: ClipSegment) -> ClipSegment {
    var segment = segment
    segment.speech = cleaned(segment.speech)
    segment.screen = cleaned(segment.screen)
    segment.chapter = segment.chapter.map(CleanText.line).flatMap { $0.isEmpty ? nil : $0 }
    return segment
  }

  private static func cleaned(_ lines: [WordLine]) -> [WordLine] {
    lines.compactMap { line in
      let text = CleanText.line(line.text)
      return text.isEmpty ? nil : WordLine(range: line.range, text: text)
    }
  }

  private static func chapters(of segments: [ClipSegment]) -> [Passage] {
    var chapters: [Passage] = []
    var first = 0
    for place in segments.indices {
      let isLast = place + 1 == segments.count
      guard isLast || segments[place + 1].chapter != segments[place].chapter else { continue }
      defer { first = place + 1 }
      guard let title = segments[place].chapter else { continue }
      let (start, end) = (segments[first].range.start, segments[place].range.end)
      let range = TimeRange(start, upTo: max(start, end))
      chapters.append(
        Passage(
          .chapter, number: chapters.count + 1, segments[first...place], range: range,
          chapter: title))
    }
    return chapters
  }

  private static func commonTexts(of segments: [Passage]) -> Set<String> {
    guard segments.count > 3 else { return [] }
    var counts: [String: Int] = [:]
    for text in segments.lazy.flatMap(\.screenTexts) { counts[text, default: 0] += 1 }
    return Set(counts.filter { $0.value * 2 > segments.count }.keys)
  }
}

extension Passage {
  /// All words there are, by lines and texts.
  fileprivate func texts(without common: Set<String>) -> [String] {
    speech.map(\.text) + screenTexts.filter { !common.contains($0) }
      + (content.chapter.map { [$0] } ?? [])
  }
}
