/// Why a result cannot be shown.
package struct ReportError: Error, Sendable, Equatable {
  /// The reasons, which programs may rely on.
  package enum Code: String, Sendable, CaseIterable {
    /// It is no JSON.
    case notJSON = "not_json"
    /// It is JSON, but none of the documents that Shotlog writes.
    case unknownDocument = "unknown_document"
    /// It says to be such a document, but is not shaped as one.
    case misshapen
    /// It is larger than allowed.
    case tooLarge = "too_large"
    /// A folder names a file that lies elsewhere.
    case unsafePath = "unsafe_path"
    /// A file cannot be read.
    case unreadable
    /// There is nothing to show.
    case empty
  }

  /// The reason.
  package let code: Code
  /// Where in the document, as a JSON pointer; empty for the whole.
  package let pointer: String
  /// What is wrong, in words.
  package let message: String

  /// Makes an error.
  package init(_ code: Code, _ message: String, at pointer: String = "") {
    (self.code, self.message, self.pointer) = (code, message, pointer)
  }

  /// The same, seen from what holds the place.
  func under(_ pointer: String) -> Self {
    ReportError(code, message, at: pointer + self.pointer)
  }
}

extension ReportError: CustomStringConvertible {
  /// The place and what is wrong there.
  package var description: String { pointer.isEmpty ? message : "\(pointer): \(message)" }
}
