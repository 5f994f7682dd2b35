/// Why a picture could not be read.
///
/// The code is a promise; the message is for people.
public struct ReadingError: Error, Sendable, Equatable {
  /// What went wrong, in words that do not change.
  public enum Code: String, Sendable, CaseIterable {
    /// The data of a language are not on this machine.
    case languageMissing = "language_missing"
    /// The data of a language are there and could not be loaded.
    case languageUnreadable = "language_unreadable"
    /// Tesseract is not on this machine.
    case engineMissing = "engine_missing"
    /// The caller asked for something that cannot be.
    case invalidRequest = "invalid_request"
    /// A limit was exceeded.
    case limitExceeded = "limit_exceeded"
    /// The time allowed ran out.
    case timedOut = "timed_out"
    /// Tesseract gave up without saying why, or had no memory.
    case engineFailed = "engine_failed"
  }

  /// What went wrong.
  public let code: Code
  /// A sentence for people.
  public let message: String

  init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }
}

extension ReadingError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
