package import Media

/// How a run ended, for scripts: the one place where exit codes are known.
package enum ExitCode: Int32, Sendable, CaseIterable {
  /// Everything that was asked for was done.
  case success = 0
  /// Some of several inputs failed, or an input gave none of what was asked for.
  case incomplete = 1
  /// The command line cannot be understood, or asks for what cannot be.
  case usage = 2
  /// The input is no media, or is broken, or lacks the stream that is needed.
  case badInput = 65
  /// The input does not exist, is a folder, or may not be read.
  case noInput = 66
  /// A server cannot be reached.
  case unreachable = 68
  /// This machine cannot decode it, or may not open what it refers to.
  case unsupported = 69
  /// The output exists already, or cannot be written.
  case noOutput = 73
  /// A limit was exceeded or the time ran out: allow more and try again.
  case limit = 75
  /// A server refuses the key.
  case keyRefused = 77
  /// Ended by Ctrl-C or by SIGTERM.
  case cancelled = 130
  /// Whoever read standard output went away.
  case outputClosed = 141

  /// The code for an input that could not be read, or copied.
  package init(_ code: MediaError.Code) {
    self =
      switch code {
      case .notFound, .permissionDenied, .isDirectory: .noInput
      case .empty, .notMedia, .noVideoStream, .noAudioStream, .noTextStream, .unreadable: .badInput
      case .unsupportedCodec, .protocolRefused: .unsupported
      case .limitExceeded, .timedOut: .limit
      case .cancelled: .cancelled
      case .invalidRequest: .usage
      case .alreadyExists, .unwritable: .noOutput
      }
  }

  /// The code in a word, where nothing more exact is known.
  var word: String {
    switch self {
    case .success: "done"
    case .incomplete: "incomplete"
    case .usage: "invalid_request"
    case .badInput: "unreadable"
    case .noInput: "not_found"
    case .unreachable: "unreachable"
    case .unsupported: "unsupported"
    case .noOutput: "unwritable"
    case .limit: "limit_exceeded"
    case .keyRefused: "key_refused"
    case .cancelled: "cancelled"
    case .outputClosed: "output_closed"
    }
  }

  /// What the code says, for the help page.
  var meaning: String {
    switch self {
    case .success: "everything was done"
    case .incomplete: "some inputs failed or gave no picture, or an answer is missing"
    case .usage: "the command line cannot be understood"
    case .badInput: "the input is no media, or broken, or lacks the stream needed"
    case .noInput: "the input is missing, a folder, or may not be read"
    case .unreachable: "the model's server cannot be reached"
    case .unsupported: "no decoder for it, or a protocol that is not allowed"
    case .noOutput: "the output exists already or cannot be written"
    case .limit: "a limit was exceeded, or the time ran out"
    case .keyRefused: "the model's server refuses the key"
    case .cancelled: "cancelled by Ctrl-C or SIGTERM"
    case .outputClosed: "the reader of standard output went away"
    }
  }
}
