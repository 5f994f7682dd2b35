internal import Confinement
internal import JSON
internal import Threads
internal import Workers

/// Has a worker look into a file: what it is must not cost the server anything.
struct Examiner: Sendable {
  private static let mostFalls = 3

  let settings: ServerSettings

  /// What is in a file; one that brings down worker after worker is taken for unreadable.
  func facts(of path: String) async -> Result<MediaFacts, WorkFailure> {
    for _ in 0..<Self.mostFalls {
      if Task.isCancelled { break }
      if let outcome = await look(into: path) { return outcome }
    }
    return .failure(.init(code: "unreadable_media", reason: "The file cannot be read."))
  }

  /// What a worker says of a file; nil if it fell.
  private func look(into path: String) async -> Result<MediaFacts, WorkFailure>? {
    let line = WorkLine(settings: settings, readable: [path], network: false)
      .json("examine", .text(path))
    guard let program = settings.worker.first else {
      return .failure(.init(code: "internal_error", reason: "There is no program for workers."))
    }
    var child = ChildProcess(
      program, Array(settings.worker.dropFirst()), environment: settings.workerEnvironment)
    child.wallClock = .seconds(120)
    child.mostOutput = 16 << 20
    let told = Told()
    let ending = await child.run(input: Array(line.text.utf8)) { line in
      told.take(line)
      return .goOn
    }
    if let outcome = told.outcome { return outcome }
    guard ending.cause == .timedOut else { return nil }
    return .failure(.init(code: "timeout", reason: "It took too long to look into the file."))
  }
}

/// What a worker said of a file.
private final class Told: Sendable {
  private let said = Guarded<Result<MediaFacts, WorkFailure>?>(nil)

  var outcome: Result<MediaFacts, WorkFailure>? { said.withLock { $0 } }

  func take(_ line: [UInt8]) {
    guard let json = try? JSONReader().value(of: line) else { return }
    if let facts = json["done"]?["result"].flatMap(MediaFacts.init) {
      said.withLock { $0 = .success(facts) }
    } else if let failed = json["failed"] {
      let failure = WorkFailure(
        code: failed["code"]?.asText ?? "unreadable_media",
        reason: failed["reason"]?.asText ?? "The file cannot be read.")
      said.withLock { $0 = .failure(failure) }
    }
  }
}
