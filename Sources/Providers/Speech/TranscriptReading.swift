internal import JSON
internal import MediaTypes
internal import Models

/// Reads what transcription servers answer, each in its own shape, as lines.
struct TranscriptReading {
  private let sound: SpeechSound

  /// Reads what is said of a sound.
  init(of sound: SpeechSound) { self.sound = sound }

  /// The lines of an answer; nil if it is none.
  ///
  /// Segments are lines, from their first word to their last where words are timed, too. Where there are no
  /// segments words are put together up to pauses and ends of sentences; where there is only text it is one line
  /// as long as the sound. What has no times that can be is left out.
  func transcript(_ answer: JSONValue) -> Transcript? {
    let text = answer["text"]?.asText
    let segments = answer["segments"]?.asList
    guard text != nil || segments != nil else { return nil }
    let words = inOrder(words(answer))
    var spans = inOrder((segments ?? []).compactMap { Self.span($0, of: "text") })
      .map { $0.tightened(to: words) }.sorted { $0.start < $1.start }
    if spans.isEmpty { spans = SpokenWord.lines(of: words) }
    if spans.isEmpty, let text { spans = [SpokenWord(text, from: 0, to: sound.range.seconds)] }
    return Transcript(lines: spans.compactMap(line), language: language(answer))
  }

  /// The words: beside the segments, or inside them as whisper.cpp's tokens.
  private func words(_ answer: JSONValue) -> [SpokenWord] {
    if let words = answer["words"]?.asList { return words.compactMap { Self.span($0, of: "word") } }
    return (answer["segments"]?.asList ?? []).flatMap { segment in
      SpokenWord.joined((segment["words"]?.asList ?? []).compactMap { Self.span($0, of: "word") })
    }
  }

  private static func span(_ value: JSONValue, of name: String) -> SpokenWord? {
    guard let text = value[name]?.asText, let start = value["start"]?.asNumber,
      let end = value["end"]?.asNumber, start <= end
    else { return nil }
    return SpokenWord(text, from: start, to: end)
  }

  /// Without what starts before the one before it, or outside the sound; what ends outside is cut.
  private func inOrder(_ spans: [SpokenWord]) -> [SpokenWord] {
    var last = 0.0
    return spans.prefix(Self.mostSpans).compactMap { span in
      let end = min(span.end, sound.range.seconds)
      let start = max(span.start, 0)
      guard start >= last, start < sound.range.seconds, start <= end else { return nil }
      last = start
      return SpokenWord(span.text, from: start, to: end)
    }
  }

  private func line(_ span: SpokenWord) -> WordLine? {
    let words = span.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !words.isEmpty, words != Self.silence else { return nil }
    let (start, end) = (time(span.start), time(span.end))
    return WordLine(range: TimeRange(start, upTo: max(start, end)), text: words)
  }

  private func time(_ seconds: Double) -> Timestamp {
    let milliseconds = Ratio(Int64((seconds * 1000).rounded()), 1000) ?? Ratio(0)
    return min(sound.range.start.advanced(by: milliseconds), sound.range.end)
  }

  private func language(_ answer: JSONValue) -> String? {
    let said = answer["language"]?.asText ?? answer["detected_language"]?.asText
    return said.flatMap(SpokenLanguage.tag)
  }

  /// More than anybody says in a sound of the largest size.
  private static let mostSpans = 10_000
  /// What whisper.cpp writes where nothing is heard.
  private static let silence = "[BLANK_AUDIO]"
}
