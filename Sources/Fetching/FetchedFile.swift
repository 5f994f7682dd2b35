/// What a client named, as a local file.
package struct FetchedFile: Sendable, Equatable {
  /// Where it lies, without links on the way.
  package let path: String
  /// Whether it was written for the caller, who now owns it; otherwise it lies where it always was.
  package let isDraft: Bool
  /// Its bytes.
  package let size: Int64
  /// The SHA-256 of all its bytes, in hexadecimal digits.
  package let digest: String
  /// What the client called it, fit to be shown and to be the name of a file.
  package let name: String
  /// Its media type, as a server declared it.
  package let type: String?
}
