internal import JSON
internal import MediaTypes

/// Finds the words for a clip and an instruction.
struct RequestWording {
  private let clip: Clip
  private let instruction: Instruction

  init(_ clip: Clip, _ instruction: Instruction) {
    (self.clip, self.instruction) = (clip, instruction)
  }

  var system: String {
    var lines = [
      "You are shown parts of a video as numbered pictures, each with the time at which it appears, beside what "
        + "was measured, said and written in it.",
      "Say only what can be seen, heard or read there; where something cannot be known, leave it empty.",
      "Times are seconds from the start of the video. Use only times that lie in what you are shown.",
    ]
    if let language = instruction.language {
      lines.append("Write the answer in the language \(language).")
    }
    if instruction.wantsJSON {
      lines.append("Answer with one JSON value and nothing else: no Markdown, no remarks.")
    }
    if let more = instruction.system { lines.append(more) }
    return lines.joined(separator: "\n")
  }

  var parts: [ModelRequest.Part] {
    var parts: [ModelRequest.Part] = [.text(header)]
    for note in clip.notes { parts.append(.text("Notes on \(span(note.range)):\n\(note.text)")) }
    for segment in clip.segments {
      parts.append(.text(words(about: segment)))
      for picture in clip.pictures where picture.segment == segment.number {
        parts.append(
          .text(
            "Picture \(picture.number), t=\(seconds(picture.timestamp)) s, segment \(segment.number)"
          ))
        parts.append(.picture(.init(bytes: picture.jpeg, mediaType: "image/jpeg")))
      }
    }
    switch instruction.task {
    case .find(let definitions):
      for definition in definitions { parts += shown(definition.references, for: definition.id) }
    case .fill(let definition): parts += shown(definition.references, for: definition.id)
    case .answer, .note: parts += shown(instruction.references)
    case .describe, .combine: break
    }
    parts.append(.text(question))
    return parts
  }

  private var header: String {
    var words = "Video"
    if let title = clip.video.title { words += " \"\(title)\"" }
    words += ": \(clip.video.width)x\(clip.video.height)"
    if let rate = clip.video.frameRate { words += ", \(Digits.short(rate)) pictures a second" }
    words += ", \(span(clip.video.range)), \(clip.video.hasSound ? "with" : "without") sound."
    if clip.range != clip.video.range { words += "\nYou are shown \(span(clip.range)) of it." }
    return words
  }

  private func words(about segment: ClipSegment) -> String {
    var lines = ["Segment \(segment.number), \(span(segment.range))"]
    if let chapter = segment.chapter { lines.append("Chapter: \(chapter)") }
    lines += FactWording(clip.video).lines(about: segment)
    for line in segment.speech { lines.append("Said, \(span(line.range)): \(line.text)") }
    for line in segment.screen { lines.append("On screen, \(span(line.range)): \(line.text)") }
    return lines.joined(separator: "\n")
  }

  private func shown(
    _ references: [ReferencePicture], for definition: String? = nil
  ) -> [ModelRequest.Part] {
    let purpose = definition.map { " for \"\($0)\"" } ?? ""
    return references.flatMap { reference -> [ModelRequest.Part] in
      [
        .text("Reference picture \"\(reference.name)\"\(purpose), not from the video"),
        .picture(.init(bytes: reference.bytes, mediaType: reference.mediaType)),
      ]
    }
  }

  private var question: String {
    var words = task
    if let schema = instruction.schema {
      words += "\nThe answer must be JSON that fits this schema:\n\(schema.value.text)"
    } else if instruction.wantsJSON {
      words += "\nThe answer must be JSON."
    }
    return words
  }

  private var task: String {
    switch instruction.task {
    case .describe:
      "For each of the \(clip.segments.count) segments, by its number: a title, a description of what "
        + "happens, and keywords."
    case .answer(let prompt): prompt
    case .note(let prompt):
      "This is one part of a longer video. Write down, with times, whatever of this part matters to answer "
        + "the following later, and nothing else:\n\(prompt)"
    case .combine(let prompt):
      "The notes above cover the whole video in order. From them alone:\n\(prompt)"
    case .find(let definitions):
      "Find every stretch of the video shown above that one of these definitions means. Give its start and "
        + "end in seconds, as exactly as the pictures' times allow, and its metadata. Stretches of one "
        + "definition do not overlap; a definition that nothing fits gets an empty list.\n"
        + definitions.map(self.words(about:)).joined(separator: "\n")
    case .fill(let definition):
      "For each of the \(clip.segments.count) segments, by its number, fill the metadata.\n"
        + self.words(about: definition)
    }
  }

  private func words(about definition: SegmentDefinition) -> String {
    let fields = definition.fields.map { "  \($0.name): \($0.description)" }
    return (["\(definition.id): \(definition.description)"] + fields).joined(separator: "\n")
  }

  private func span(_ range: TimeRange) -> String {
    "\(seconds(range.start))–\(seconds(range.end)) s"
  }

  private func seconds(_ timestamp: Timestamp) -> String {
    Digits.thousandths(clip.video.seconds(timestamp))
  }
}
