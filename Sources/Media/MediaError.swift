/// Why something could not be read, or copied into files.
///
/// The code is a promise; the message is for people.
public struct MediaError: Error, Sendable, Equatable {
  /// What went wrong, in words that do not change.
  public enum Code: String, Sendable, CaseIterable {
    /// There is no such file or address.
    case notFound = "not_found"
    /// The file may not be read.
    case permissionDenied = "permission_denied"
    /// A folder was given instead of a file.
    case isDirectory = "is_directory"
    /// There is not one byte in it.
    case empty
    /// It is not a media file of any kind that FFmpeg knows.
    case notMedia = "not_media"
    /// It has no pictures.
    case noVideoStream = "no_video_stream"
    /// It has no sound.
    case noAudioStream = "no_audio_stream"
    /// It has no text track that could be read as words.
    case noTextStream = "no_text_stream"
    /// This machine's FFmpeg has no decoder for it.
    case unsupportedCodec = "unsupported_codec"
    /// The file or its address asks for a protocol that is not allowed.
    case protocolRefused = "protocol_refused"
    /// A limit was exceeded; `exceeded` says which, and by how much.
    case limitExceeded = "limit_exceeded"
    /// The time allowed ran out.
    case timedOut = "timed_out"
    /// The caller cancelled.
    case cancelled
    /// It broke in a way that left nothing to read.
    case unreadable
    /// The caller asked for something that cannot be.
    case invalidRequest = "invalid_request"
    /// There is a file of that name already, and it was not said that it may be replaced.
    case alreadyExists = "already_exists"
    /// A file could not be made or written.
    case unwritable
  }

  /// A limit that was exceeded.
  public struct Excess: Sendable, Equatable {
    /// The name of the property of `MediaLimits`.
    public let limit: String
    /// What was allowed.
    public let allowed: Double
    /// What was met.
    public let met: Double
  }

  /// What went wrong.
  public let code: Code
  /// A sentence for people.
  public let message: String
  /// FFmpeg's own words, if it had any.
  public let detail: String?
  /// The limit, if the code is `limitExceeded`.
  public let exceeded: Excess?

  package init(
    _ code: Code, _ message: String, detail: String? = nil, exceeded: Excess? = nil
  ) {
    (self.code, self.message, self.detail) = (code, message, detail)
    self.exceeded = exceeded
  }

  static func exceeded(_ limit: String, allowed: Double, met: Double, of source: String) -> Self {
    func text(_ number: Double) -> String {
      Int64(exactly: number).map { "\($0)" } ?? "\(number)"
    }
    return MediaError(
      .limitExceeded, "\(source): \(limit) is \(text(met)), and \(text(allowed)) is allowed",
      exceeded: Excess(limit: limit, allowed: allowed, met: met))
  }
}

extension MediaError: CustomStringConvertible {
  /// The message with FFmpeg's words behind it.
  public var description: String { detail.map { "\(message) (\($0))" } ?? message }
}
