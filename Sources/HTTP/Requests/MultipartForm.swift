/// A form whose parts may be files.
package struct MultipartForm: Sendable {
  /// What a part holds.
  package enum Content: Sendable {
    /// A field, in memory.
    case bytes([UInt8])
    /// A file, on disk.
    case file(SpooledFile)
  }

  /// One part.
  package struct Part: Sendable {
    /// The field's name.
    package let name: String
    /// What the client calls the file, which is a text and never a path to use; nil for a field.
    package let filename: String?
    /// The media type, if the part says one.
    package let type: String?
    /// What it holds.
    package let content: Content

    /// A field's text; nil for a file and for what is not UTF-8.
    package var text: String? {
      guard case .bytes(let bytes) = content else { return nil }
      return String(validating: bytes, as: UTF8.self)
    }

    /// A file's bytes on disk; nil for a field.
    package var file: SpooledFile? {
      guard case .file(let file) = content else { return nil }
      return file
    }
  }

  /// All parts in order, repeats included.
  package let parts: [Part]

  /// The first part of that name.
  package subscript(name: String) -> Part? { parts.first { $0.name == name } }
}
