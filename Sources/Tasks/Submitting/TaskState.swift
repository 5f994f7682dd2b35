/// How far a task is.
package enum TaskState: String, Sendable, CaseIterable {
  /// It waits for a worker, the first time or again.
  case queued
  /// A worker has it.
  case running
  /// It has a result.
  case done
  /// It has none, and a reason.
  case failed
  /// Somebody wanted it no more.
  case cancelled
  /// A newer task took its place.
  case superseded

  /// Whether it stays so for ever.
  package var isFinal: Bool { self != .queued && self != .running }

  /// The states that last.
  package static let final = Set(allCases.filter(\.isFinal))

  /// Whether a task in this state may get into another one.
  ///
  /// The one step back is from `running` to `queued`, when a worker is lost; the attempts of the task tell it from one
  /// that never ran.
  func mayBecome(_ next: TaskState) -> Bool {
    switch (self, next) {
    case (.queued, .running), (.queued, .cancelled), (.queued, .superseded): true
    case (.running, .queued): true
    case (.running, _): next.isFinal
    default: false
    }
  }
}
