/// Why something was not brought.
///
/// The code is a promise; the message is a sentence for clients, and names no file and no host.
package struct SourceError: Error, Sendable, Equatable {
  /// What went wrong, in words that do not change.
  package enum Code: String, Sendable, CaseIterable {
    /// It is no address that could be read from.
    case badURL = "bad_url"
    /// The address, or one that it leads to, may not be read from.
    case forbidden
    /// There is nothing at the address.
    case notFound = "not_found"
    /// The server answered with another status; `status` is it.
    case refused
    /// No server could be talked to, or none that can be trusted.
    case unreachable
    /// The file is larger than allowed.
    case tooLarge = "too_large"
    /// A limit of time passed.
    case tooSlow = "too_slow"
    /// What came is not what was announced, or not an answer by the rules.
    case broken
    /// What came whole is no film, sound or picture.
    case notMedia = "not_media"
    /// What came could not be kept.
    case unwritable
    /// The task was cancelled.
    case cancelled
  }

  /// What went wrong.
  package let code: Code
  /// A sentence for clients.
  package let message: String
  /// The status of the answer that was no file, if there was one.
  package let status: Int?

  package init(_ code: Code, _ message: String, status: Int? = nil) {
    (self.code, self.message, self.status) = (code, message, status)
  }
}

extension SourceError: CustomStringConvertible {
  /// The message.
  package var description: String { message }
}
