internal import Analysis
internal import Media

/// How a call ended, by the numbers and names of the header.
package enum Code: Int32, CaseIterable, Sendable {
  case done = 0
  case end = 1
  case invalidRequest = 2
  case badHandle = 3
  case bufferTooSmall = 4
  case cancelled = 5
  case limitExceeded = 6
  case timedOut = 7
  case notFound = 10
  case permissionDenied = 11
  case isDirectory = 12
  case empty = 13
  case notMedia = 14
  case noVideoStream = 15
  case noAudioStream = 16
  case noTextStream = 17
  case unsupportedCodec = 18
  case protocolRefused = 19
  case unreadable = 20
  case alreadyExists = 21
  case unwritable = 22
  case screenUnreadable = 23

  /// The code of a file that could not be read.
  init(_ code: MediaError.Code) {
    self =
      switch code {
      case .notFound: .notFound
      case .permissionDenied: .permissionDenied
      case .isDirectory: .isDirectory
      case .empty: .empty
      case .notMedia: .notMedia
      case .noVideoStream: .noVideoStream
      case .noAudioStream: .noAudioStream
      case .noTextStream: .noTextStream
      case .unsupportedCodec: .unsupportedCodec
      case .protocolRefused: .protocolRefused
      case .limitExceeded: .limitExceeded
      case .timedOut: .timedOut
      case .cancelled: .cancelled
      case .unreadable: .unreadable
      case .invalidRequest: .invalidRequest
      case .alreadyExists: .alreadyExists
      case .unwritable: .unwritable
      }
  }

  /// The code of an analysis that gave nothing.
  init(_ error: AnalysisError) {
    self =
      switch error.code {
      case .unreadableMedia: error.media.map { Code($0.code) } ?? .unreadable
      case .invalidRequest: .invalidRequest
      case .screenUnreadable: .screenUnreadable
      case .cancelled: .cancelled
      }
  }

  /// The name that does not change; where the library has one for the same, it is that.
  package var name: StaticString {
    switch self {
    case .done: "ok"
    case .end: "end"
    case .invalidRequest: "invalid_request"
    case .badHandle: "bad_handle"
    case .bufferTooSmall: "buffer_too_small"
    case .cancelled: "cancelled"
    case .limitExceeded: "limit_exceeded"
    case .timedOut: "timed_out"
    case .notFound: "not_found"
    case .permissionDenied: "permission_denied"
    case .isDirectory: "is_directory"
    case .empty: "empty"
    case .notMedia: "not_media"
    case .noVideoStream: "no_video_stream"
    case .noAudioStream: "no_audio_stream"
    case .noTextStream: "no_text_stream"
    case .unsupportedCodec: "unsupported_codec"
    case .protocolRefused: "protocol_refused"
    case .unreadable: "unreadable"
    case .alreadyExists: "already_exists"
    case .unwritable: "unwritable"
    case .screenUnreadable: "screen_unreadable"
    }
  }
}
