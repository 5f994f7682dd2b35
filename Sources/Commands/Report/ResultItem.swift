internal import FoundationEssentials
internal import JSON
internal import Reports

/// A result that was named, or an item of a batch.
struct ResultItem {
  /// Where its document is.
  enum Place {
    /// In a file.
    case file(String)
    /// Here.
    case value(JSONValue)
    /// Nowhere: it failed or was skipped, or its file may not be read.
    case none(state: String, ReportNote)
  }

  /// What messages call it.
  let title: String
  /// The folder in which it lies.
  let folder: String
  /// What it is about, as far as that is known without reading it.
  let source: String?
  /// Where its document is.
  let place: Place

  /// The result, and how many bytes it has; read only now, so that many of them need no more memory than one.
  func report(_ limits: ReportLimits) throws(ReportError) -> Report {
    switch place {
    case .file(let path): try Report(try ResultBytes.of(path, limits), limits: limits)
    case .value(let value): try Report(value, limits: limits)
    case .none(_, let note): throw ReportError(.empty, note.message)
    }
  }
}

/// The bytes of results, no more than allowed.
enum ResultBytes {
  /// All of a file.
  static func of(_ path: String, _ limits: ReportLimits) throws(ReportError) -> [UInt8] {
    guard FileSystem.exists(path) else { throw ReportError(.unreadable, "there is no such file") }
    guard let size = FileSystem.size(of: path), size <= limits.documentBytes else {
      throw ReportError(.tooLarge, "it is larger than \(limits.documentBytes) bytes")
    }
    guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
      throw ReportError(.unreadable, "it cannot be read")
    }
    return Array(bytes)
  }

  /// All that comes through an open file.
  static func of(_ descriptor: CInt, _ limits: ReportLimits) throws(CommandError) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let piece = try FileSystem.read(descriptor, atMost: 1 << 16)
      guard !piece.isEmpty else { return bytes }
      bytes += piece
      guard bytes.count <= limits.documentBytes else {
        throw CommandError(
          ReportError(.tooLarge, "it is larger than \(limits.documentBytes) bytes"),
          of: "standard input")
      }
    }
  }
}

extension CommandError {
  /// A result that cannot be shown.
  init(_ error: ReportError, of name: String) {
    let (code, advice): (ExitCode, String) =
      switch error.code {
      case .notJSON, .unknownDocument:
        (.badInput, "name what \"shotlog analyze --json\" wrote")
      case .misshapen: (.badInput, "write it again with \"shotlog analyze --json\"")
      case .tooLarge: (.limit, "analyze a part of the video with --from and --to")
      case .unsafePath: (.badInput, "name the result itself")
      case .unreadable: (.noInput, "check the spelling of its path")
      case .empty: (.badInput, "name a result")
      }
    self.init(code, "\(name): \(error)", advice: advice)
  }
}
