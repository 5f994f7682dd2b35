public import Media
internal import Reading
internal import Segmentation

/// Why an analysis gave no result at all.
///
/// The code is a promise; the message is for people. A model that fails ends no analysis: what was measured stays,
/// and the result says what is missing.
public struct AnalysisError: Error, Sendable, Equatable {
  /// What went wrong, in words that do not change.
  public enum Code: String, Sendable, CaseIterable {
    /// The video cannot be read.
    case unreadableMedia = "unreadable_media"
    /// What was asked cannot be.
    case invalidRequest = "invalid_request"
    /// The text on the screen cannot be read, for want of a language's data say.
    case screenUnreadable = "screen_unreadable"
    /// The caller cancelled.
    case cancelled
  }

  /// What went wrong.
  public let code: Code
  /// A sentence for people.
  public let message: String
  /// Why the video cannot be read, if that is it.
  public let media: MediaError?

  init(_ code: Code, _ message: String) {
    (self.code, self.message, media) = (code, message, nil)
  }

  init(_ error: MediaError) {
    code = error.code == .cancelled ? .cancelled : .unreadableMedia
    (message, media) = (error.description, error)
  }

  init(_ error: ScreenReadingError) {
    switch error {
    case .media(let error): self.init(error)
    case .reading(let error):
      self.init(.screenUnreadable, "the text on the screen could not be read: \(error.description)")
    }
  }

  init(_ error: SegmenterError) { self.init(.invalidRequest, error.description) }
}

extension AnalysisError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
