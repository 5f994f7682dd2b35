package import JSON
package import MediaTypes

/// A range of Shotlog's own document, and everything that is known of it.
package struct RangeDocument: Sendable, Encodable {
  /// The members in order.
  package let members: [JSONValue.Member]

  /// Describes an entry; `number` counts from 1, `zero` is when the first picture appears.
  package init(_ entry: ExportEntry, number: Int, zero: Timestamp) {
    let ticks = CommonTicks(entry.range)
    var members: [JSONValue.Member] = [
      .init("number", .integer(Int64(number))), .init("kind", .text(entry.kind)),
      .init("title", .text(entry.title)),
      .init("start", .number(entry.range.start.seconds)),
      .init("end", .number(entry.range.end.seconds)),
      .init("duration", .number(entry.range.seconds)),
      .init("start_from_zero", .number(entry.range.start.seconds(since: zero))),
      .init("end_from_zero", .number(entry.range.end.seconds(since: zero))),
      .init("start_ticks", .integer(ticks.start)), .init("end_ticks", .integer(ticks.end)),
      .init("time_base", .text(ticks.timeBase.description)),
    ]
    if let frames = entry.frames {
      members.append(.init("first_frame", .integer(Int64(frames.lowerBound))))
      members.append(.init("last_frame", .integer(Int64(frames.upperBound))))
    }
    if let confidence = entry.confidence {
      members.append(.init("confidence", .number(confidence)))
    }
    if let note = entry.note { members.append(.init("note", .text(note))) }
    if !entry.fields.isEmpty {
      members.append(.init("fields", .object(entry.fields.map { .init($0.name, $0.value) })))
    }
    self.members = members
  }

  /// The document on one line.
  package var text: String { JSONValue.object(members).text }

  /// Encodes the members.
  package func encode(to encoder: any Encoder) throws {
    try JSONValue.object(members).encode(to: encoder)
  }
}
