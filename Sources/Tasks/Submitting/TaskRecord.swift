/// A task, as it is remembered.
package struct TaskRecord: Sendable, Equatable, Identifiable {
  /// Why there is no result, or not a whole one.
  package struct Failure: Sendable, Equatable {
    /// A word that does not change.
    package let code: String
    /// A sentence for people.
    package let reason: String

    package init(code: String, reason: String) { (self.code, self.reason) = (code, reason) }
  }

  /// 24 hexadecimal digits.
  package let id: String
  /// Where it stands among all tasks: a newer task has a larger number.
  package let sequence: Int64
  /// The key that it belongs to.
  package let owner: String
  /// Which API it came through.
  package let api: String
  /// What sort of work it is.
  package let kind: String
  /// How far it is.
  package internal(set) var state: TaskState
  /// How often it changed: of two records the one with the larger number is newer.
  package internal(set) var revision: Int64
  /// When it was submitted; never before an earlier task was.
  package let created: Moment
  /// When a worker first had it.
  package let started: Moment?
  /// When it got into its final state.
  package internal(set) var finished: Moment?
  /// How often a worker took it.
  package let attempts: Int
  /// How often it brought its worker down.
  package let falls: Int
  /// Who has it.
  package let worker: String?
  /// When it may be taken from that worker.
  package let lease: Moment?
  /// What equal tasks have in common.
  package let likeness: String?
  /// The task it was made from.
  package let parent: String?
  /// Why it failed, was cancelled, or gave less than was asked.
  package let failure: Failure?
  /// What its worker last said, as JSON.
  package let progress: String?
  /// What its worker needs to go on after a loss, as JSON.
  package let checkpoint: String?
  /// Everything that doing it takes, as JSON.
  package let request: String
  /// What came out, as JSON.
  package let result: String?
}

extension TaskRecord {
  /// The columns, in the order in which they are read.
  static let columns = """
    id, sequence, owner, api, kind, state, revision, created, started, finished, attempts, falls, worker, lease, \
    likeness, parent, failure_code, failure_reason, progress, checkpoint, request, result
    """

  init(_ row: inout Row) throws(StoreError) {
    (id, sequence, owner) = (row.text(), row.integer(), row.text())
    (api, kind) = (row.text(), row.text())
    let word = row.text()
    guard let state = TaskState(rawValue: word) else {
      throw StoreError(.damaged, "the task \(id) is in a state that does not exist")
    }
    self.state = state
    (revision, created) = (row.integer(), row.moment())
    (started, finished) = (row.maybeMoment(), row.maybeMoment())
    (attempts, falls) = (row.number(), row.number())
    (worker, lease) = (row.maybeText(), row.maybeMoment())
    (likeness, parent) = (row.maybeText(), row.maybeText())
    let (code, reason) = (row.maybeText(), row.maybeText())
    failure = code.map { Failure(code: $0, reason: reason ?? "") }
    (progress, checkpoint) = (row.maybeText(), row.maybeText())
    (request, result) = (row.text(), row.maybeText())
  }
}
