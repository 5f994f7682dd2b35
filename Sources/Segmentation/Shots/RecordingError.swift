/// Why a recording of signatures could not be read.
package struct RecordingError: Error, Sendable, Equatable {
  /// What went wrong, in words that do not change.
  package enum Code: String, Sendable, CaseIterable {
    /// The first line is not the one that recordings begin with.
    case notRecording = "not_recording"
    /// The line has too few or too many columns.
    case wrongColumns = "wrong_columns"
    /// A number is none, or does not fit.
    case invalidNumber = "invalid_number"
    /// The frame ends before it starts, or comes before the one above, or has another time base.
    case invalidOrder = "invalid_order"
    /// The signature is not as long as signatures are, or not written in their alphabet.
    case invalidSignature = "invalid_signature"
  }

  /// What went wrong.
  package let code: Code
  /// The line, counted from 1.
  package let line: Int
  /// A sentence for people.
  package let message: String

  init(_ code: Code, line: Int, _ message: String) {
    (self.code, self.line, self.message) = (code, line, message)
  }
}

extension RecordingError: CustomStringConvertible {
  /// The message with its line.
  package var description: String { "line \(line): \(message)" }
}
