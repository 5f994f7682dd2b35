/// What is to be done, as a door hands it in.
package struct NewTask: Sendable {
  /// The key that it belongs to.
  package var owner: String
  /// Which API it came through.
  package var api: String
  /// What sort of work it is; workers ask for some kinds.
  package var kind: String
  /// Everything that doing it takes, as JSON.
  package var request: String
  /// What it is listed by, beside owner, API, kind and state.
  package var labels: [String: String] = [:]
  /// The assets it needs; they are kept until it is finished.
  package var assets: [String] = []
  /// The task it was made from.
  package var parent: String?
  /// Who is told of its end.
  package var webhooks: [String] = []
  /// What other tasks it is equal to, and what follows from that.
  package var likeness: Likeness?
  /// The client's promise to mean the same task when it asks again.
  package var idempotency: IdempotencyKey?

  package init(owner: String, api: String, kind: String, request: String) {
    (self.owner, self.api, self.kind, self.request) = (owner, api, kind, request)
  }
}

/// What tasks are equal in; those of other owners never count.
package struct Likeness: Sendable {
  /// What to do when there is an equal one.
  package enum Rule: Sendable {
    /// Makes a new task all the same.
    case add
    /// Finds the newest equal task, unless that one failed, was cancelled or superseded.
    case find
    /// Makes a new task; equal ones that are not finished are superseded.
    case supersede
  }

  /// Equal for equal tasks.
  package let key: String
  /// What follows.
  package let rule: Rule

  package init(_ key: String, _ rule: Rule) { (self.key, self.rule) = (key, rule) }
}

/// A key under which a client may send a request again and get the first answer.
package struct IdempotencyKey: Sendable {
  /// Where it was sent; the same key may stand for something else elsewhere.
  package let route: String
  /// What the client sent.
  package let key: String
  /// Tells requests apart.
  package let digest: String
  /// What the client is answered, which depends on nothing but the task.
  package let answer: @Sendable (TaskRecord) -> String

  package init(
    route: String, key: String, digest: String,
    answer: @escaping @Sendable (TaskRecord) -> String
  ) {
    (self.route, self.key, self.digest, self.answer) = (route, key, digest, answer)
  }
}

/// What became of a submission.
package enum Submission: Sendable {
  /// There is a new task; the others were superseded by it.
  case created(TaskRecord, superseded: [TaskRecord])
  /// There was an equal task.
  case found(TaskRecord)
  /// The client sent that request before; this is what it was answered.
  case replayed(answer: String)

  /// The task; nil if there is only an answer.
  package var task: TaskRecord? {
    switch self {
    case .created(let task, _), .found(let task): task
    case .replayed: nil
    }
  }
}
