/// The durable list of tasks: what was asked, how far it got, what came out.
///
/// What it is told is on the disk when it answers. Several processes may use one data folder.
package struct TaskStore: Sendable {
  let writer: Writer
  let reader: Reader
  let letters: Letters
  let folder: DataFolder
  let watchers = TaskWatchers()
  let identifiers: Identifiers
  let now: @Sendable () -> Moment
  let idempotencyLifetime: Duration

  /// Writes a task down, unless that was done before.
  package func submit(_ new: NewTask) async throws(StoreError) -> Submission {
    let (now, id) = (now(), identifiers.name())
    let submission = try await writer.write { connection throws(StoreError) in
      let keys = IdempotencyTable(connection: connection)
      if let key = new.idempotency,
        let answer = try keys.answer(to: key, of: new.owner, since: now - idempotencyLifetime)
      {
        return Submission.replayed(answer: answer)
      }
      let submission = try place(new, id: id, in: table(connection, now))
      if let key = new.idempotency, let task = submission.task {
        try keys.keep(key.answer(task), to: key, of: new.owner, at: now)
      }
      return submission
    }
    if case .created(let task, let superseded) = submission { watchers.tell(superseded + [task]) }
    return submission
  }

  /// What a request was answered the first time; nil if this is the first time.
  package func answer(
    to key: IdempotencyKey, of owner: String
  ) async throws(StoreError) -> String? {
    let earliest = now() - idempotencyLifetime
    return try await reader.read { connection throws(StoreError) in
      try IdempotencyTable(connection: connection).answer(to: key, of: owner, since: earliest)
    }
  }

  /// The task of that name, of any owner or of one; nil if there is none.
  package func task(
    _ id: String, owner: String? = nil
  ) async throws(StoreError) -> TaskRecord? {
    try await reader.read { connection throws(StoreError) in
      try table(connection).find(id, owner: owner)
    }
  }

  /// The newest task of an owner that is equal in that key.
  package func newest(
    like key: String, owner: String
  ) async throws(StoreError) -> TaskRecord? {
    try await reader.read { connection throws(StoreError) in
      try table(connection).equal(to: key, of: owner).first
    }
  }

  /// Gives up a task that is not finished; one that was cancelled before stays as it is.
  ///
  /// A worker that has it learns of it through `end(of:)`.
  package func cancel(
    _ id: String, owner: String? = nil, because failure: TaskRecord.Failure? = nil
  ) async throws(StoreError) -> TaskRecord {
    try await change { table throws(StoreError) in
      let task = try table.existing(id, owner: owner)
      return task.state == .cancelled
        ? task : try table.change(task, to: .cancelled, failure: failure)
    }
  }

  /// Puts a task that is not finished out of date.
  package func supersede(
    _ id: String, owner: String? = nil
  ) async throws(StoreError) -> TaskRecord {
    try await change { table throws(StoreError) in
      try table.change(try table.existing(id, owner: owner), to: .superseded)
    }
  }

  /// Forgets a task and its result, if it is in one of those states; gives it as it was.
  ///
  /// One that is not finished is cancelled first. Its files go too.
  @discardableResult
  package func delete(
    _ id: String, owner: String? = nil, in states: Set<TaskState> = TaskState.final
  ) async throws(StoreError) -> TaskRecord {
    let task = try await change { table throws(StoreError) in
      var task = try table.existing(id, owner: owner)
      guard states.contains(task.state) else {
        throw StoreError(.wrongState, "the task \(id) is \(task.state.rawValue)")
      }
      if !task.state.isFinal { task = try table.change(task, to: .cancelled) }
      try TaskTable.remove(task.id, on: table.connection)
      return task
    }
    ResultFiles.remove(of: task.id, in: folder)
    return task
  }

  /// Changes one task in a transaction, and tells those who watch it.
  func change(
    _ durability: Writer.Durability = .promised,
    _ work: @escaping @Sendable (TaskTable) throws(StoreError) -> TaskRecord
  ) async throws(StoreError) -> TaskRecord {
    let now = now()
    let task = try await writer.write(durability) { connection throws(StoreError) in
      try work(table(connection, now))
    }
    watchers.tell([task])
    return task
  }

  func table(_ connection: Connection, _ now: Moment? = nil) -> TaskTable {
    TaskTable(connection: connection, letters: letters, now: now ?? self.now())
  }

  private func place(
    _ new: NewTask, id: String, in table: TaskTable
  ) throws(StoreError) -> Submission {
    guard let likeness = new.likeness, likeness.rule != .add else {
      return .created(try table.insert(new, id: id), superseded: [])
    }
    let equal = try table.equal(to: likeness.key, of: new.owner)
    switch likeness.rule {
    case .find:
      if let task = equal.first, [.queued, .running, .done].contains(task.state) {
        return .found(task)
      }
      return .created(try table.insert(new, id: id), superseded: [])
    case .add, .supersede:
      var superseded: [TaskRecord] = []
      for task in equal where !task.state.isFinal {
        superseded.append(try table.change(task, to: .superseded))
      }
      return .created(try table.insert(new, id: id), superseded: superseded)
    }
  }
}
