/// The rows of tasks; the one place where a task's state changes.
struct TaskTable {
  let connection: Connection
  let letters: Letters
  let now: Moment

  /// Writes a task down; gives it as it stands there.
  func insert(_ new: NewTask, id: String) throws(StoreError) -> TaskRecord {
    // Clocks are set back now and then, yet the order of creation shall be that of the times.
    let last = try connection.integer("SELECT created FROM tasks ORDER BY sequence DESC LIMIT 1")
    let created = max(now, Moment(milliseconds: last))
    try connection.run(
      """
      INSERT INTO tasks (id, owner, api, kind, state, created, likeness, parent, request, size)
      VALUES (?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?)
      """,
      .text(id), .text(new.owner), .text(new.api), .text(new.kind), .at(created),
      .maybe(new.likeness?.key), .maybe(new.parent), .text(new.request),
      .number(new.request.utf8.count))
    let sequence = connection.lastRow
    for (name, value) in new.labels {
      try connection.run(
        "INSERT INTO task_labels (owner, api, name, value, task) VALUES (?, ?, ?, ?, ?)",
        .text(new.owner), .text(new.api), .text(name), .text(value), .integer(sequence))
    }
    for asset in Set(new.assets) {
      try AssetTable(connection: connection).noteUse(of: asset, by: new.owner, at: now)
      try connection.run(
        "INSERT INTO task_assets (task, asset) VALUES (?, ?)", .integer(sequence), .text(asset))
    }
    for url in new.webhooks { try letters.prepare(for: id, to: url, on: connection, now) }
    return try existing(id)
  }

  /// The task of that name; nil if there is none, or it is not that owner's.
  func find(_ id: String, owner: String?) throws(StoreError) -> TaskRecord? {
    try connection.row(
      "SELECT \(TaskRecord.columns) FROM tasks WHERE id = ?1 AND (?2 IS NULL OR owner = ?2)",
      .text(id), .maybe(owner)
    ) { row throws(StoreError) in try TaskRecord(&row) }
  }

  /// The task of that name; an error if there is none, or it is not that owner's.
  func existing(_ id: String, owner: String? = nil) throws(StoreError) -> TaskRecord {
    guard let task = try find(id, owner: owner) else {
      throw StoreError(.notFound, "there is no task \(id)")
    }
    return task
  }

  /// Equal tasks of an owner, newest first.
  func equal(to key: String, of owner: String) throws(StoreError) -> [TaskRecord] {
    try connection.rows(
      """
      SELECT \(TaskRecord.columns) FROM tasks WHERE owner = ? AND likeness = ?
      ORDER BY sequence DESC
      """, [.text(owner), .text(key)]
    ) { row throws(StoreError) in try TaskRecord(&row) }
  }

  /// The task that a worker claimed; an error if it lost it since.
  func claimed(_ claim: TaskClaim) throws(StoreError) -> TaskRecord {
    guard let task = try find(claim.task, owner: nil), task.state == .running,
      task.worker == claim.worker, task.attempts == claim.attempt
    else { throw StoreError(.claimLost, "\(claim.worker) has the task \(claim.task) no more") }
    return task
  }

  /// Brings a task into another state, if that may follow on the one it is in.
  func change(
    _ task: TaskRecord, to next: TaskState, result: String? = nil,
    failure: TaskRecord.Failure? = nil, falls: Int = 0
  ) throws(StoreError) -> TaskRecord {
    guard task.state.mayBecome(next) else {
      throw StoreError(.wrongState, "the task \(task.id) is \(task.state.rawValue)")
    }
    try connection.run(
      """
      UPDATE tasks SET state = ?2, revision = revision + 1, worker = NULL, lease = NULL,
        finished = ?3, result = ?4, failure_code = ?5, failure_reason = ?6, falls = falls + ?7,
        size = size + ?8
      WHERE id = ?1
      """,
      .text(task.id), .text(next.rawValue), .maybe(next.isFinal ? now : nil), .maybe(result),
      .maybe(failure?.code), .maybe(failure?.reason), .number(falls),
      .number(result?.utf8.count ?? 0))
    let changed = try existing(task.id)
    if next.isFinal { try letters.write(of: changed, on: connection, now) }
    return changed
  }

  /// Gives a queued task to a worker.
  func start(_ id: String, for worker: String, until lease: Moment) throws(StoreError) -> TaskRecord
  {
    let task = try existing(id)
    guard task.state.mayBecome(.running) else {
      throw StoreError(.wrongState, "the task \(id) is \(task.state.rawValue)")
    }
    try connection.run(
      """
      UPDATE tasks SET state = 'running', revision = revision + 1, attempts = attempts + 1,
        started = coalesce(started, ?2), worker = ?3, lease = ?4
      WHERE id = ?1
      """,
      .text(id), .at(now), .text(worker), .at(lease))
    return try existing(id)
  }

  /// Notes what a worker says of its task, and when to expect the next word.
  func note(
    _ task: TaskRecord, progress: String?, checkpoint: String?, until lease: Moment
  ) throws(StoreError) -> TaskRecord {
    try connection.run(
      """
      UPDATE tasks SET revision = revision + 1, lease = ?2, progress = coalesce(?3, progress),
        checkpoint = coalesce(?4, checkpoint)
      WHERE id = ?1
      """,
      .text(task.id), .at(lease), .maybe(progress), .maybe(checkpoint))
    return try existing(task.id)
  }

  /// Removes a task with all that belongs to it, but for what is still to be delivered of it.
  static func remove(_ id: String, on connection: Connection) throws(StoreError) {
    try connection.run("DELETE FROM deliveries WHERE task = ? AND state <> 'due'", .text(id))
    try connection.run("DELETE FROM tasks WHERE id = ?", .text(id))
  }
}
