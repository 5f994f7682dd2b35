internal import Threads

/// What workers do with tasks.
extension TaskStore {
  /// Takes the next task among some kinds for a worker; nil if none waits.
  ///
  /// The worker must say something before the lease ends, or the task may be given to another.
  package func claim(
    _ kinds: Set<String>, for worker: String, lease: Duration = .seconds(60)
  ) async throws(StoreError) -> TaskRecord? {
    let now = now()
    let task = try await writer.write(.relaxed) { connection throws(StoreError) -> TaskRecord? in
      let queue = TaskQueue(connection: connection)
      guard let next = try queue.next(of: kinds) else { return nil }
      try queue.noteTurn(of: next.owner)
      return try table(connection, now).start(next.id, for: worker, until: now + lease)
    }
    if let task { watchers.tell([task]) }
    return task
  }

  /// Notes how far a worker is, and what it needs to go on after a loss; both as JSON, nil leaves what is there.
  @discardableResult
  package func progress(
    of claim: TaskClaim, _ progress: String? = nil, checkpoint: String? = nil,
    lease: Duration = .seconds(60)
  ) async throws(StoreError) -> TaskRecord {
    // What a worker could not do again for nothing, such as a paid request under way, is a promise.
    try await change(checkpoint == nil ? .relaxed : .promised) { table throws(StoreError) in
      try table.note(
        try table.claimed(claim), progress: progress, checkpoint: checkpoint,
        until: table.now + lease)
    }
  }

  /// Ends a task with what its worker made of it; the files of a result are moved in.
  @discardableResult
  package func finish(
    _ claim: TaskClaim, _ outcome: TaskOutcome, files: [ResultFile] = []
  ) async throws(StoreError) -> TaskRecord {
    let folder = folder
    try await OwnThread.run { () throws(StoreError) in
      // What is not there may have been moved in before the database failed.
      for file in files where FileSystem.facts(of: file.draft) != nil {
        try FileSystem.synchronise(file.draft)
      }
    }
    return try await change { table throws(StoreError) in
      let task = try table.claimed(claim)
      try ResultFiles(connection: table.connection, folder: folder).take(files, of: task)
      return switch outcome {
      case .done(let result, let warning):
        try table.change(task, to: .done, result: result, failure: warning)
      case .failed(let failure): try table.change(task, to: .failed, failure: failure)
      case .cancelled(let failure): try table.change(task, to: .cancelled, failure: failure)
      }
    }
  }

  /// Puts a task back into the queue, since its worker has to stop.
  @discardableResult
  package func giveBack(_ claim: TaskClaim) async throws(StoreError) -> TaskRecord {
    try await change { table throws(StoreError) in
      try table.change(try table.claimed(claim), to: .queued)
    }
  }

  /// Puts a task back that brought its worker down; the third time it fails with the reason.
  @discardableResult
  package func fall(
    of claim: TaskClaim, because reason: String
  ) async throws(StoreError) -> TaskRecord {
    try await change { table throws(StoreError) in
      try table.fallen(try table.claimed(claim), because: reason)
    }
  }

  /// Puts tasks back whose worker is gone, and gives them as they are then.
  ///
  /// After a crash, before any worker runs, those are all that are running; later those whose lease has ended. With
  /// blame, each counts as having brought its worker down. Only a server may ask this.
  @discardableResult
  package func requeueInterrupted(
    onlyExpired: Bool = false, blaming: Bool = true, because reason: String? = nil
  ) async throws(StoreError) -> [TaskRecord] {
    let now = now()
    let reason =
      reason ?? (onlyExpired ? "it fell silent" : "the server ended while the task was running")
    let tasks = try await writer.write { connection throws(StoreError) in
      let table = table(connection, now)
      let running = try TaskQueue(connection: connection).running(
        expiredBefore: onlyExpired ? now : nil)
      var tasks: [TaskRecord] = []
      for id in running {
        let task = try table.existing(id)
        tasks.append(
          try blaming ? table.fallen(task, because: reason) : table.change(task, to: .queued))
      }
      return tasks
    }
    watchers.tell(tasks)
    return tasks
  }
}

/// What a worker made of a task.
package enum TaskOutcome: Sendable {
  /// A result, as JSON, and what is missing from it.
  case done(String, warning: TaskRecord.Failure? = nil)
  /// No result.
  case failed(TaskRecord.Failure)
  /// Nobody wanted it any more.
  case cancelled(TaskRecord.Failure? = nil)
}

extension TaskTable {
  /// Puts a running task back, or fails it if that has happened too often.
  func fallen(_ task: TaskRecord, because reason: String) throws(StoreError) -> TaskRecord {
    guard task.falls + 1 < Self.mostFalls else {
      let failure = TaskRecord.Failure(
        code: "worker_lost",
        reason: "\(Self.mostFalls) workers were lost over this task; the last time: \(reason)")
      return try change(task, to: .failed, failure: failure, falls: 1)
    }
    return try change(task, to: .queued, falls: 1)
  }

  private static let mostFalls = 3
}
