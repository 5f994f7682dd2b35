package import MediaTypes

/// A subtitle track; its common facts stand in the same object.
package struct SubtitleDocument: Encodable {
  struct Details: Encodable {
    let isText: Bool
    let isForced: Bool
  }

  let common: StreamDocument
  let details: Details

  /// Describes a stream.
  package init(_ stream: TextStream) {
    common = StreamDocument(stream.common)
    details = Details(isText: stream.isText, isForced: stream.isForced)
  }

  /// Encodes everything into one object.
  package func encode(to encoder: any Encoder) throws {
    try common.encode(to: encoder)
    try details.encode(to: encoder)
  }
}
