package import JSON
internal import MediaTypes

/// What Shotlog's own document says of the video.
package struct SourceDocument: Sendable, Encodable {
  /// The members in order.
  package let members: [JSONValue.Member]

  /// Describes a source.
  package init(_ source: ExportSource) {
    let ticks = CommonTicks(source.range)
    var members: [JSONValue.Member] = [.init("name", .text(source.name))]
    if let url = source.url { members.append(.init("url", .text(url))) }
    members += [
      .init("start", .number(source.range.start.seconds)),
      .init("end", .number(source.range.end.seconds)),
      .init("duration", .number(source.range.seconds)),
      .init("start_ticks", .integer(ticks.start)), .init("end_ticks", .integer(ticks.end)),
      .init("time_base", .text(ticks.timeBase.description)),
      .init("width", .integer(Int64(source.width))),
      .init("height", .integer(Int64(source.height))),
      .init("sample_aspect", .text(source.sampleAspect.description)),
    ]
    if let rate = source.rate { members.append(.init("frame_rate", .text(rate.description))) }
    members.append(.init("constant_rate", .flag(source.isConstantRate)))
    if let timecode = source.timecode { members.append(.init("timecode", .text(timecode))) }
    if let sound = source.sound {
      let facts: [JSONValue.Member] = [
        .init("rate", .integer(Int64(sound.rate))),
        .init("channels", .integer(Int64(sound.channels))),
      ]
      members.append(.init("sound", .object(facts)))
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
