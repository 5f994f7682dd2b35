internal import MediaTypes
internal import Models

/// Says phrases, numbers and times in one language.
struct Voice {
  /// The language.
  let language: ReportLanguage
  /// Whose clock times are told by.
  let video: VideoFacts

  /// A phrase with its slots filled.
  func say(_ phrase: Phrase, _ slots: String...) -> String {
    let template = language == .chinese ? phrase.wording.chinese : phrase.wording.english
    guard !slots.isEmpty else { return template }
    var text = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"),
      let close = rest[open...].firstIndex(of: "}")
    {
      text += rest[..<open]
      let parts = rest[rest.index(after: open)..<close].split(separator: "|")
      if let slot = parts.first.flatMap({ Int($0) }), slots.indices.contains(slot) {
        text += slots[slot]
        if parts.count == 3 { text += " \(slots[slot] == "1" ? parts[1] : parts[2])" }
      }
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  /// A phrase about a number of things.
  func say(_ phrase: Phrase, _ count: Int) -> String { say(phrase, "\(count)") }

  /// Things one after the other, the last with an "and".
  func list(_ things: [String]) -> String {
    guard things.count > 1, let last = things.last else { return things.first ?? "" }
    switch language {
    case .english: return things.dropLast().joined(separator: ", ") + " and " + last
    case .chinese: return things.joined(separator: "、")
    }
  }

  /// Things one after the other, with commas.
  func row(_ things: [String]) -> String {
    things.joined(separator: language == .chinese ? "，" : ", ")
  }

  /// What stands between sentences.
  var gap: String { language == .chinese ? "" : " " }

  /// Words of the clip, in quotation marks.
  func quote(_ text: String, most: Int = 240) -> String {
    "“\(CleanText.shortened(text, most: most))”"
  }

  /// Several quotations.
  func quotes(_ texts: [String], most: Int = 240) -> String {
    texts.map { quote($0, most: most) }.joined(separator: gap)
  }

  /// A sentence: it begins large and ends with a full stop, unless a quotation brings its own.
  func sentence(_ text: String) -> String {
    guard let first = text.first else { return "" }
    let begun = first.uppercased() + text.dropFirst()
    let inside = begun.last == "”" ? begun.dropLast().last : begun.last
    if let inside, ".!?…。！？".contains(inside) { return begun }
    return begun + (language == .chinese ? "。" : ".")
  }

  /// Sentences one after the other.
  func paragraph(_ sentences: [String]) -> String {
    sentences.filter { !$0.isEmpty }.map(sentence)
      .joined(separator: gap)
  }

  /// Seconds from the first picture.
  func seconds(_ timestamp: Timestamp) -> Double { video.seconds(timestamp) }

  /// A time for people: `0:12`, `1:02:03`.
  func clock(_ timestamp: Timestamp) -> String { ClockText.short(seconds(timestamp)) }

  /// A time to the thousandth of a second.
  func exact(_ timestamp: Timestamp) -> String { Digits.thousandths(seconds(timestamp)) }

  /// A stretch for people.
  func span(_ range: TimeRange) -> String { "\(clock(range.start))–\(clock(range.end))" }

  /// A stretch to the thousandth of a second.
  func exactSpan(_ range: TimeRange) -> String {
    say(.seconds, "\(exact(range.start))–\(exact(range.end))")
  }

  /// Stretches to the thousandth of a second; of many, the first ones and the number of the rest.
  func exactSpans(_ ranges: [TimeRange], most: Int = 20) -> String {
    var spans = ranges.prefix(most).map(exactSpan)
    if ranges.count > most { spans.append(say(.more, ranges.count - most)) }
    return row(spans)
  }

  /// A stretch both ways.
  func fullSpan(_ range: TimeRange) -> String { say(.bracketed, span(range), exactSpan(range)) }
}
