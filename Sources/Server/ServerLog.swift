internal import Confinement
internal import HTTP
internal import Tasks
internal import Workers

/// What the server tells those who operate it: no key, no prompt, no path of a file.
package struct ServerLog: Sendable {
  /// How important a line is.
  package enum Level: String, Sendable, CaseIterable {
    /// What only those who look for a fault want to read.
    case debug
    /// What happens.
    case info
    /// What somebody should do something about.
    case warning
  }

  private let write: @Sendable (Level, String, [(String, String)]) -> Void

  /// Hands each line to a closure: a word for the event, and what is to be said of it.
  package init(_ write: @escaping @Sendable (Level, String, [(String, String)]) -> Void) {
    self.write = write
  }

  /// Says something.
  package func callAsFunction(
    _ level: Level, _ event: String, _ fields: KeyValuePairs<String, String> = [:]
  ) {
    write(level, event, Array(fields))
  }

  func work(_ event: WorkerEvent) {
    switch event {
    case .began(let task, let attempt):
      self(.info, "task_began", ["task": task, "attempt": "\(attempt)"])
    case .ended(let task, let attempt, let ending, let fall):
      let cause = ending.map { "\($0.cause)" } ?? "no worker"
      self(
        fall == nil ? .info : .warning, "task_ended",
        ["task": task, "attempt": "\(attempt)", "worker": cause, "fall": fall ?? "none"])
    case .trouble(let error): trouble(error)
    }
  }

  func trouble(_ error: StoreError) {
    self(.warning, "trouble", ["code": error.code.rawValue, "message": error.clientMessage])
  }

  func exchange(_ record: ExchangeRecord) {
    self(
      .debug, "request",
      [
        "method": record.method?.name ?? "none", "route": record.route ?? "none",
        "status": record.status.map(String.init) ?? "none",
        "milliseconds": "\(Int(record.duration / .milliseconds(1)))",
        "received": "\(record.bytesReceived)", "sent": "\(record.bytesSent)",
        "whole": "\(record.isWhole)", "from": record.remoteAddress,
      ])
  }
}
