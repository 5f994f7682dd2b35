internal import Web

extension SourceError {
  static let cancelled = SourceError(.cancelled, "The transfer was cancelled.")
  static let tooSlow = SourceError(.tooSlow, "The transfer took too long.")

  static func tooLarge(_ largest: Int64) -> SourceError {
    SourceError(.tooLarge, "The file is larger than the \(largest) bytes that are read here.")
  }

  /// What a status means that promises no file.
  init(refusedWith status: Int) {
    self =
      switch status {
      case 404, 410: SourceError(.notFound, "There is no such file.", status: status)
      default:
        SourceError(
          .refused, "The server did not give the file: it answered \(status).", status: status)
      }
  }

  /// What a failed exchange means to a client, who is not to learn how the network around us looks.
  init(_ error: WebError, largest: Int64) {
    let status = error.receipts.last?.status
    self =
      switch error.code {
      case .offline, .refusedAddress, .badURL:
        SourceError(.forbidden, "The URL leads to an address that may not be read from.")
      case .invalidRequest: SourceError(.badURL, "The URL cannot be asked for.")
      case .unreachable: SourceError(.unreachable, "The server could not be reached.")
      case .tls: SourceError(.unreachable, "The server could not prove who it is.")
      case .tooManyRedirects: SourceError(.unreachable, "The URL redirects too often.")
      case .timedOut:
        switch error.deadline {
        case .connect: SourceError(.tooSlow, "The server could not be reached in time.")
        case .idle: SourceError(.tooSlow, "The server fell silent.")
        case .total, nil: .tooSlow
        }
      case .tooLarge:
        // What is announced as too large ends before it has a status.
        switch status {
        case 200, 203, nil: .tooLarge(largest)
        case let status?: SourceError(refusedWith: status)
        }
      case .cut: SourceError(.broken, "The connection ended before the file was whole.")
      case .brokenAnswer: .misspoken
      case .stopped: error.cause as? SourceError ?? .misspoken
      case .cancelled: .cancelled
      }
  }

  private static let misspoken = SourceError(
    .broken, "The server did not answer by the rules of HTTP.")
}
