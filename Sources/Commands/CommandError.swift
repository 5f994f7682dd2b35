internal import Media

/// Why a command stopped: what failed and why, and what to do next.
struct CommandError: Error, Equatable {
  /// How the run ends.
  let exitCode: ExitCode
  /// What failed, and why.
  let message: String
  /// What to do next; nil if there is nothing to say.
  let advice: String?
  /// What failed, in a word that does not change, for programs.
  let code: String

  init(_ exitCode: ExitCode, _ message: String, advice: String? = nil, code: String? = nil) {
    (self.exitCode, self.message, self.advice) = (exitCode, message, advice)
    self.code = code ?? exitCode.word
  }

  /// A command line that cannot be understood.
  static func usage(_ message: String, advice: String? = nil) -> Self {
    CommandError(.usage, message, advice: advice)
  }

  /// An input that could not be read, under the name by which it was given.
  init(_ error: MediaError, of input: InputName) {
    let (name, title) = (input.source.name, input.title)
    let message =
      name == title ? error.description : error.description.replacing(name, with: title)
    self.init(
      ExitCode(error.code), message, advice: Self.advice(for: error, of: input),
      code: error.code.rawValue)
  }

  /// One line for people, without the name of the program.
  var line: String {
    TextStyle.harmless(advice.map { "\(message); \($0)" } ?? message)
  }

  private static func advice(for error: MediaError, of input: InputName) -> String? {
    switch error.code {
    case .notFound: input.isURL ? "open the address in a browser" : "check the spelling of its path"
    case .permissionDenied: "ls -l shows who may read it"
    case .isDirectory: "name the files in it"
    case .empty: "whatever wrote it may have failed: fetch or record it again"
    case .notMedia: "the program \"file\" may tell what it is"
    case .noVideoStream, .noAudioStream, .noTextStream: "\"shotlog probe\" shows what it holds"
    case .unsupportedCodec: "\"ffmpeg -decoders\" lists what can be decoded here"
    case .protocolRefused: "download it first, then name the file"
    case .timedOut: "--timeout allows more"
    case .limitExceeded:
      switch error.exceeded?.limit {
      case "pixels": "--max-pixels allows more"
      case "bytes": "--max-bytes allows more"
      default: nil
      }
    case .unreadable: "see whether \"ffmpeg -i\" can read it, or fetch it again"
    case .alreadyExists: "--force replaces it"
    case .unwritable: "name another place with --out"
    case .cancelled, .invalidRequest: nil
    }
  }
}
