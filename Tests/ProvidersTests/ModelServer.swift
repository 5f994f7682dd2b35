import Foundation
import JSON
import Synchronization
import TestSupport

/// The model server of `Tests/Clients`, in a process of its own for as long as the tests run.
///
/// It refuses what breaks the published rules with a status of its own, 418.
struct ModelServer: Sendable {
  /// Where it answers.
  let address: String
  private let log: String
  private let seen = Seen()

  /// The one for all tests; it ends when our end of its input closes.
  static let shared = Result { try ModelServer() }

  /// Starts a server; one with a key wants it with every request.
  init(key: String? = nil) throws {
    log =
      FileManager.default.temporaryDirectory
      .appending(path: "shotlog-models-\(UUID().uuidString).jsonl").path
    address = try ServedProcess.start(
      Repository.path(".build-clients/bin/python"),
      [Repository.path("Tests/Clients/models/server.py"), "--check", "--log", log]
        + (key.map { ["--key", $0] } ?? []))
  }

  /// The requests so far that name a model, in order.
  func requests(for model: String) throws -> [JSONValue] {
    let new = try FileHandle(forReadingFrom: URL(filePath: log))
    defer { try? new.close() }
    let lines = try seen.state.withLock { read in
      try new.seek(toOffset: UInt64(read.offset))
      read.take(try new.readToEnd() ?? Data())
      return read.lines[model] ?? []
    }
    return try lines.map { try JSONReader().value(of: $0) }
  }
}

/// The part of a log that was read already, so that no line is looked at twice.
private final class Seen: Sendable {
  struct State {
    var offset = 0
    var rest = Data()
    var lines: [String: [Data]] = [:]

    mutating func take(_ more: Data) {
      offset += more.count
      rest += more
      while let end = rest.range(of: Data("\n".utf8)) {
        let line = Data(rest[..<end.lowerBound])
        rest = Data(rest[end.upperBound...])
        // The body stands in the log as words, its quotes escaped; Gemini's wire has the name in the path alone.
        let quotes = [(#"\"model\":\""#, #"\""#), (#""model": ""#, #"""#)].lazy
        let place = quotes.compactMap { quote in
          line.range(of: Data(quote.0.utf8)).flatMap { start in
            line.range(of: Data(quote.1.utf8), in: start.upperBound..<line.endIndex)
              .map { (start.upperBound, $0.lowerBound) }
          }
        }.first
        guard let place else { continue }
        let model = String(decoding: line[place.0..<place.1], as: UTF8.self)
        lines[model, default: []].append(line)
      }
    }
  }

  let state = Mutex(State())
}
