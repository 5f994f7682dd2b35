/// A worker's hold on a task: whoever speaks of a task's progress or end shows it.
package struct TaskClaim: Sendable, Hashable {
  /// The task.
  package let task: String
  /// Who has it.
  package let worker: String
  /// The how-manieth time it was taken.
  package let attempt: Int

  /// The hold that a record of a running task speaks of; nil for one that nobody has.
  package init?(_ record: TaskRecord) {
    guard record.state == .running, let worker = record.worker else { return nil }
    (task, self.worker, attempt) = (record.id, worker, record.attempts)
  }
}
