package import MediaTypes

/// A stream of sound; its common facts stand in the same object.
package struct AudioDocument: Encodable {
  struct Details: Encodable {
    let sampleRate: Int
    let channels: Int
    let layout: String?
    let sampleFormat: String?
  }

  let common: StreamDocument
  let details: Details

  /// Describes a stream.
  package init(_ stream: AudioStream) {
    common = StreamDocument(stream.common)
    details = Details(
      sampleRate: stream.sampleRate, channels: stream.channels, layout: stream.layout,
      sampleFormat: stream.sampleFormat)
  }

  /// Encodes everything into one object.
  package func encode(to encoder: any Encoder) throws {
    try common.encode(to: encoder)
    try details.encode(to: encoder)
  }
}
