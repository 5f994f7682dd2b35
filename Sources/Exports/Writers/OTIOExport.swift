internal import JSON
internal import MediaTypes

/// An OpenTimelineIO timeline: a clip for each range, one right after the other.
struct OTIOExport: ExportWriter {
  let list: ExportList
  let cut: Cut

  func write<Failure: Error>(to sink: (String) throws(Failure) -> Void) throws(Failure) {
    let facts = list.source
    var about: [JSONValue.Member] = [
      .init("generator", .text(facts.generator)),
      .init("source", .object(SourceDocument(facts).members)),
    ]
    if let remark = list.rateRemark(cut) { about.append(.init("remark", .text(remark))) }
    let head = Self.object(
      "Timeline.1",
      [
        .init("name", .text(list.title)), .init("global_start_time", time(cut.offset)),
        .init("metadata", Self.metadata(about)),
      ])
    try sink(head.dropLast() + ",\"tracks\":" + Self.opened("Stack.1", name: "tracks") + "\n")
    try writeTrack("Video", to: sink)
    if list.source.sound != nil {
      try sink(",\n")
      try writeTrack("Audio", to: sink)
    }
    try sink("\n]}}\n")
  }

  private func writeTrack<Failure: Error>(
    _ kind: String, to sink: (String) throws(Failure) -> Void
  ) throws(Failure) {
    try sink(Self.opened("Track.1", name: kind, [.init("kind", .text(kind))]))
    for place in list.entries.indices {
      try sink((place > 0 ? ",\n" : "\n") + clip(at: place, isFull: kind == "Video"))
    }
    try sink("\n]}")
  }

  /// A clip; notes and whatever else is known need to be on one track only.
  private func clip(at place: Int, isFull: Bool) -> String {
    let (entry, frames) = (list.entries[place], cut.clips[place])
    let range = self.range(frames.start, frames.count)
    let media: [JSONValue.Member] = [
      .init("OTIO_SCHEMA", .text("ExternalReference.1")),
      .init("target_url", .text(list.url)),
      .init("available_range", self.range(0, cut.sourceLength)),
      .init("metadata", .object([])),
    ]
    var members: [JSONValue.Member] = [
      .init("name", .text(list.title(at: place))), .init("source_range", range),
      .init("media_reference", .object(media)), .init("effects", .list([])),
    ]
    if isFull {
      members.append(.init("markers", .list(marker(entry.note, range).map { [$0] } ?? [])))
      members.append(.init("metadata", Self.metadata(list.document(at: place).members)))
    } else {
      members += [.init("markers", .list([])), .init("metadata", .object([]))]
    }
    return Self.object("Clip.1", members)
  }

  private func marker(_ note: String?, _ range: JSONValue) -> JSONValue? {
    guard let note = note.map(PlainText.lines), !note.isEmpty else { return nil }
    return .object([
      .init("OTIO_SCHEMA", .text("Marker.2")), .init("name", .text(PlainText.line(note))),
      .init("comment", .text(note)), .init("color", .text("GREEN")),
      .init("marked_range", range), .init("metadata", .object([])),
    ])
  }

  private func time(_ frame: Int64) -> JSONValue {
    .object([
      .init("OTIO_SCHEMA", .text("RationalTime.1")), .init("rate", .number(cut.rate.value)),
      .init("value", .number(Double(frame))),
    ])
  }

  private func range(_ start: Int64, _ count: Int64) -> JSONValue {
    .object([
      .init("OTIO_SCHEMA", .text("TimeRange.1")), .init("duration", time(count)),
      .init("start_time", time(start + cut.offset)),
    ])
  }

  private static func object(_ schema: String, _ members: [JSONValue.Member]) -> String {
    JSONValue.object([.init("OTIO_SCHEMA", .text(schema))] + members).text
  }

  private static func metadata(_ members: [JSONValue.Member]) -> JSONValue {
    // Its library ends names at a zero.
    .object([.init("shotlog", JSONValue.object(members).withoutControls)])
  }

  /// An object whose children are still to come.
  private static func opened(
    _ schema: String, name: String, _ members: [JSONValue.Member] = []
  ) -> String {
    let common: [JSONValue.Member] = [
      .init("name", .text(name)), .init("source_range", .null), .init("effects", .list([])),
      .init("markers", .list([])), .init("metadata", .object([])),
    ]
    return object(schema, common + members).dropLast() + ",\"children\":["
  }
}

extension JSONValue {
  /// The value with U+FFFD in place of control characters, in names too.
  fileprivate var withoutControls: JSONValue {
    switch self {
    case .text(let words): .text(PlainText.lines(words))
    case .list(let values): .list(values.map(\.withoutControls))
    case .object(let members):
      .object(members.map { .init(PlainText.lines($0.name), $0.value.withoutControls) })
    case .null, .flag, .integer, .number: self
    }
  }
}
