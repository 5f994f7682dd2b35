internal import JSON
internal import MediaTypes
internal import Models

/// Answers in the shapes that schemas and definitions ask for.
struct SchemaAnswers {
  private let speaker: PassageVoice

  /// Answers about a clip.
  init(_ speaker: PassageVoice) { self.speaker = speaker }

  /// One value about the whole clip.
  func answer(_ schema: JSONSchema) -> Finding {
    var filler = SchemaFiller(speaker)
    let plan = SchemaPlanner.plan(schema.value)
    let filled = filler.fill(plan, speaker.reading.whole, at: JSONPointer())
    return finding(
      filled?.value ?? .object([]), filled?.unanswered ?? [JSONPointer().text], schema)
  }

  /// The fields of a definition for each segment.
  func fill(_ definition: SegmentDefinition, schema: JSONSchema?) -> Finding {
    var filler = SchemaFiller(speaker)
    let plan = SchemaPlanner.plan(definition.metadataSchema)
    var unanswered: [String] = []
    let list = JSONPointer().at("segments")
    let segments = speaker.reading.segments.enumerated().map { place, passage -> JSONValue in
      let inside = list.at(place).at("metadata")
      let filled = filler.fill(plan, passage, at: inside)
      unanswered += filled?.unanswered ?? [inside.text]
      return [
        "segment": .integer(Int64(passage.number)), "metadata": filled?.value ?? .object([]),
      ]
    }
    return finding(["segments": .list(segments)], unanswered, schema)
  }

  /// The stretches that the caller named for each definition, or all segments: which of them a definition means
  /// cannot be told without seeing, and is noted as unanswered.
  func find(_ definitions: [SegmentDefinition], schema: JSONSchema?) -> Finding {
    var filler = SchemaFiller(speaker)
    var unanswered: [String] = []
    let members = definitions.map { definition -> JSONValue.Member in
      let place = JSONPointer().at(definition.id)
      if definition.stretches.isEmpty { unanswered.append(place.text) }
      let plan = SchemaPlanner.plan(definition.metadataSchema)
      let items = passages(of: definition).enumerated().map { number, passage -> JSONValue in
        let inside = place.at(number).at("metadata")
        let filled = filler.fill(plan, passage, at: inside)
        unanswered += filled?.unanswered ?? [inside.text]
        return [
          "start_time": .number(speaker.voice.seconds(passage.range.start)),
          "end_time": .number(speaker.voice.seconds(passage.range.end)),
          "metadata": filled?.value ?? .object([]),
        ]
      }
      return .init(definition.id, .list(items))
    }
    return finding(.object(members), unanswered, schema)
  }

  private func passages(of definition: SegmentDefinition) -> [Passage] {
    let reading = speaker.reading
    guard !definition.stretches.isEmpty else { return reading.segments }
    let zero = reading.video.zero
    return definition.stretches.enumerated().compactMap { number, stretch in
      let (start, end) = (zero.advanced(by: stretch.start), zero.advanced(by: stretch.end))
      guard start < end else { return nil }
      return reading.whole.part(.stretch, number: number + 1, TimeRange(start, upTo: end))
    }
  }

  /// What does not fit the schema all the same is said, too.
  private func finding(
    _ value: JSONValue, _ unanswered: [String], _ schema: JSONSchema?
  ) -> Finding {
    let complaints = schema.map { SchemaCheck($0).complaints(about: value) } ?? []
    let known = Set(unanswered)
    var more: Set<String> = []
    let rest = complaints.map(\.pointer).filter { !known.contains($0) && more.insert($0).inserted }
    return Finding(.json(value), unanswered: unanswered + rest)
  }
}
