internal import JSON

extension ReportTalk {
  /// Reads what an analysis tells of its question and answer.
  init(_ document: JSONValue) throws(ReportError) {
    completeness = try document.text("completeness")
    unanswered = try document.texts("unanswered")
    corrections = try document.notes("corrections", code: "kind")
    problems = try document.notes("problems", code: "code")
    let answer = document.field("answer")
    if let words = answer?.field("text")?.asText {
      self.answer = words
    } else if let json = answer?["json"] {
      answerJSON = json.spreadText
    }
    guard let question = document.field("question") else { return }
    do throws(ReportError) {
      kind = try question.text("kind")
      prompt = try question.text("prompt")
      system = try question.text("system")
      settings = Self.settings.compactMap { name, words in
        let value = question.field(name).flatMap(Self.words)
        return value.map { ReportNote(code: words, message: $0) }
      }
    } catch {
      throw error.under("/question")
    }
  }

  /// Settings that people may want to know, and what they are called.
  private static let settings: KeyValuePairs<String, String> = [
    "policy": "Segments by", "minimum": "Shortest, seconds", "maximum": "Longest, seconds",
    "fast": "Fast", "speed": "Watched at speed", "pictures_per_second": "Pictures a second",
    "longest_side": "Longest side of pictures", "screen_languages": "Text on screen in",
    "language": "Language of the answer", "temperature": "Temperature",
    "output_tokens": "Tokens of an answer at most",
  ]

  /// A value on a line.
  private static func words(_ value: JSONValue) -> String? {
    switch value {
    case .text(let words): words
    case .flag(let isTrue): isTrue ? "yes" : nil
    case .list(let values):
      values.isEmpty ? nil : values.compactMap(words).joined(separator: ", ")
    case .null: nil
    default: value.text
    }
  }
}

extension ReportFinding {
  /// Reads what a definition found.
  init(_ value: JSONValue) throws(ReportError) {
    id = try value.text("id") ?? ""
    description = try value.text("description") ?? ""
    stretches = try value.each("stretches") { stretch throws(ReportError) in
      let unanswered = Set(try stretch.texts("unanswered"))
      let fields = (stretch.field("metadata")?.asMembers ?? []).map { member in
        Field(
          name: member.name,
          value: unanswered.contains(member.name) || member.value.isNull
            ? nil : member.value.asText ?? member.value.text)
      }
      return Stretch(
        span: try stretch.span(), fields: fields,
        corrections: try stretch.notes("corrections", code: "kind"))
    }
    dropped = try value.notes("dropped", code: "kind")
  }
}
