package import JSON
package import Tasks

/// A task that is about to be done, as whoever prepares it gets to see it.
package struct WorkerAttempt: Sendable {
  /// The task; what an earlier attempt left for this one is its checkpoint.
  package let task: TaskRecord
  /// A folder of this attempt's own, for files that it makes; it goes with the attempt.
  package let drafts: String
  /// Says how far the preparation is.
  package let report: @Sendable (JSONValue) -> Void
}

/// What a child is given to do a task.
package struct Preparation: Sendable {
  /// What it is told, on one line.
  package var order: JSONValue
  /// What it may cost; nil for what all may.
  package var limits: WorkerLimits?
  /// Undoes the preparation; it is called once, whatever becomes of the task.
  package var cleanup: @Sendable () async -> Void

  package init(
    order: JSONValue, limits: WorkerLimits? = nil,
    cleanup: @escaping @Sendable () async -> Void = {}
  ) {
    (self.order, self.limits, self.cleanup) = (order, limits, cleanup)
  }
}

/// Why a task cannot be done, however often it is tried.
package struct WorkFailure: Error, Sendable, Equatable {
  /// A word that does not change.
  package let code: String
  /// A sentence for people.
  package let reason: String

  package init(code: String, reason: String) { (self.code, self.reason) = (code, reason) }
}
