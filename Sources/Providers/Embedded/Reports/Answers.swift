internal import JSON
internal import MediaTypes
internal import Models

/// Answers prompts in words or in JSON of its own shape.
struct Answers {
  private let speaker: PassageVoice
  private let instruction: Instruction

  /// Answers about a clip.
  init(_ speaker: PassageVoice, _ instruction: Instruction) {
    (self.speaker, self.instruction) = (speaker, instruction)
  }

  /// The answer to the instruction's prompt.
  var finding: Finding {
    let question = Question(instruction.prompt ?? "")
    // What notes were made of is not there any more: they are all there is to tell.
    let hasNotesAlone = speaker.reading.segments.isEmpty && !speaker.reading.notes.isEmpty
    if instruction.wantsJSON {
      return .json(hasNotesAlone ? noteList : JSONReport(speaker, question).value)
    }
    return cut(hasNotesAlone ? notes : ProseReport(speaker, question).paragraphs)
  }

  private var notes: [String] {
    [FilmVoice(speaker).text]
      + speaker.reading.notes.map { "\(speaker.voice.fullSpan($0.range))\n\($0.text)" }
  }

  private var noteList: JSONValue {
    let voice = speaker.voice
    return [
      "parts": .list(
        speaker.reading.notes.map { note in
          [
            "start": .number(voice.seconds(note.range.start)),
            "end": .number(voice.seconds(note.range.end)), "text": .text(note.text),
          ]
        })
    ]
  }

  /// The lines that fit into the tokens allowed; what is cut is cut between lines, and said.
  private func cut(_ paragraphs: [String]) -> Finding {
    let text = paragraphs.joined(separator: "\n\n")
    guard let most = instruction.outputTokens, WordTokens.count(text) > most else {
      return .text(text)
    }
    var kept: [Substring] = []
    var tokens = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      tokens += WordTokens.count(String(line)) + 1
      if tokens > most { break }
      kept.append(line)
    }
    return Finding(.text(kept.joined(separator: "\n")), finish: .length)
  }
}
