internal import Analysis
internal import JSON
internal import MediaTypes
internal import Models

/// The result of an analysis for people.
struct AnalysisPage {
  private let result: AnalysisResult
  private let title: String?
  private let style: TextStyle

  init(_ result: AnalysisResult, title: String?, style: TextStyle) {
    (self.result, self.title, self.style) = (result, title, style)
  }

  var text: String {
    var parts: [String] = []
    if let title { parts.append(style.title(TextStyle.harmless(title)) + "\n") }
    if let answer = result.answer { parts.append(Self.words(answer)) }
    parts += result.findings.map(found)
    if result.segments.contains(where: { $0.words != nil }) {
      parts.append(result.segments.map(segment).joined(separator: "\n"))
    }
    if result.completeness != .complete {
      parts.append(style.warning(incompleteness) + "\n")
    }
    return parts.joined(separator: "\n")
  }

  private static func words(_ answer: Finding.Content) -> String {
    switch answer {
    case .text(let words):
      words.split(separator: "\n", omittingEmptySubsequences: false)
        .map { TextStyle.harmless(String($0)) }.joined(separator: "\n") + "\n"
    case .json(let value): value.spreadText + "\n"
    }
  }

  private func segment(_ segment: AnalysedSegment) -> String {
    let title = segment.words.map { TextStyle.harmless($0.title) } ?? "no answer"
    var text = style.label(span(segment.range)) + "  " + style.title(title) + "\n"
    if let words = segment.words, !words.description.isEmpty {
      text += wrapped(TextStyle.harmless(words.description), indent: 2)
    }
    if let words = segment.words, !words.keywords.isEmpty {
      text += wrapped(
        TextStyle.harmless(words.keywords.joined(separator: ", ")), indent: 2, style.label)
    }
    return text
  }

  private func found(_ findings: DefinitionFindings) -> String {
    var text = style.title(TextStyle.harmless(findings.definition.id)) + "\n"
    if findings.stretches.isEmpty { text += "  nothing found\n" }
    for stretch in findings.stretches {
      text += "  " + style.label(span(stretch.range)) + "\n"
      for member in stretch.metadata.asMembers ?? [] {
        let isEmpty = stretch.unanswered.contains(member.name)
        let value = member.value.asText ?? member.value.text
        text += wrapped(
          TextStyle.harmless("\(member.name): \(isEmpty ? "not known" : value)"), indent: 4)
      }
    }
    return text
  }

  private var incompleteness: String {
    switch result.completeness {
    case .complete: ""
    case .length: "Some of the answers were cut short by a bound of tokens."
    case .partial: "Some of what was asked has no answer."
    }
  }

  private func span(_ range: TimeRange) -> String {
    let video = result.video
    return Decimal.timecode(video.seconds(range.start)) + " – "
      + Decimal.timecode(video.seconds(range.end))
  }

  private func wrapped(
    _ words: String, indent: Int, _ paint: (String) -> String = { $0 }
  ) -> String {
    LineBreaking.lines(of: words, indent: indent, width: 96).map { paint($0) + "\n" }.joined()
  }
}
