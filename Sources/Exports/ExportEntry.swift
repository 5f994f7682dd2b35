public import JSON
public import MediaTypes

/// A titled stretch of a video: a shot, a segment, or whatever else was found from when to when.
public struct ExportEntry: Sendable, Equatable {
  /// From when to when, on the clock of the source.
  public var range: TimeRange
  /// What sort of stretch it is: `shot`, `segment`.
  public var kind: String
  /// A few words; formats that need some make them of kind and number where these are empty.
  public var title: String
  /// As many words as one likes.
  public var note: String?
  /// The numbers of its first and last picture, in the order they are shown.
  public var frames: ClosedRange<Int>?
  /// How sure its finder is, from 0 to 1.
  public var confidence: Double?
  /// Whatever else is known, in order.
  public var fields: [ExportField]
  /// A picture of it, for pages.
  public var thumbnail: ExportThumbnail?

  /// Makes an entry.
  public init(
    _ range: TimeRange, kind: String, title: String, note: String? = nil,
    frames: ClosedRange<Int>? = nil, confidence: Double? = nil, fields: [ExportField] = [],
    thumbnail: ExportThumbnail? = nil
  ) {
    (self.range, self.kind, self.title, self.note) = (range, kind, title, note)
    (self.frames, self.confidence) = (frames, confidence)
    (self.fields, self.thumbnail) = (fields, thumbnail)
  }
}

/// A name and a value that no other part of an entry has a place for.
public struct ExportField: Sendable, Equatable {
  /// The name; of several with the same name in an entry, the first counts.
  public var name: String
  /// The value.
  public var value: JSONValue

  /// Makes a field.
  public init(_ name: String, _ value: JSONValue) { (self.name, self.value) = (name, value) }
}

/// A small picture as a JPEG file.
public struct ExportThumbnail: Sendable, Equatable {
  /// The bytes of the file.
  public let jpeg: [UInt8]
  /// Pixels in a row.
  public let width: Int
  /// Number of rows.
  public let height: Int

  /// Makes a thumbnail.
  public init(jpeg: [UInt8], width: Int, height: Int) {
    (self.jpeg, self.width, self.height) = (jpeg, width, height)
  }
}
