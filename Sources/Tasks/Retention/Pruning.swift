extension Store {
  /// Removes what is to be kept no longer, and says what that was.
  package func prune(keeping retention: Retention) async throws(StoreError) -> Pruned {
    var pruned = Pruned()
    // First what takes no room to do, since there may be none.
    pruned.orphans = try await removeOrphans(olderThan: retention.orphans)
    pruned.tasks = try await pruneTasks(retention)
    pruned.assets = try await pruneAssets(retention)
    if let bytes = retention.cacheBytes { pruned.cached = try await results.shrink(to: bytes) }
    if let age = retention.deliveries {
      pruned.deliveries = try await drop("deliveries", where: "finished < ?", now() - age)
    }
    pruned.idempotencyKeys = try await drop(
      "idempotency_keys", where: "created < ?", now() - tasks.idempotencyLifetime)
    try await giveBackPages()
    return pruned
  }

  /// Gives pages that nothing uses back to the file system, if there are many, a few at a time.
  private func giveBackPages() async throws(StoreError) {
    while try await writer.write(
      .relaxed,
      { connection throws(StoreError) in
        let free = try connection.integer("PRAGMA freelist_count")
        guard free > Self.mostFreePages else { return false }
        try connection.run("PRAGMA incremental_vacuum(500)")
        return try connection.integer("PRAGMA freelist_count") < free
      })
    {}
  }

  // Ten megabytes, which new tasks soon take again.
  private static let mostFreePages = 2500

  private func pruneTasks(_ retention: Retention) async throws(StoreError) -> Freed {
    var freed = Freed()
    let oldest = retention.tasks.map { now() - $0 }
    while true {
      let gone = try await writer.write { connection throws(StoreError) in
        try FinishedTasks(connection: connection).remove(
          finishedBefore: oldest, downTo: retention.taskBytes)
      }
      for task in gone {
        ResultFiles.remove(of: task.id, in: folder)
        freed += Freed(count: 1, bytes: task.bytes)
      }
      if gone.count < FinishedTasks.mostAtOnce { return freed }
    }
  }

  private func pruneAssets(_ retention: Retention) async throws(StoreError) -> Freed {
    var freed = Freed()
    let (oldest, folder) = (retention.assets.map { now() - $0 }, folder)
    while true {
      let gone = try await writer.write { connection throws(StoreError) in
        try UnusedAssets(connection: connection).remove(
          usedBefore: oldest, downTo: retention.assetBytes)
      }
      for asset in gone {
        if let draft = asset.draft { try FileSystem.remove(folder.draft(draft)) }
        freed.count += 1
        guard let digest = asset.digest else { continue }
        freed.bytes += try await writer.write(.relaxed) { connection throws(StoreError) in
          try AssetFiles(table: AssetTable(connection: connection), folder: folder).drop(digest)
        }
      }
      if gone.count < UnusedAssets.mostAtOnce { return freed }
    }
  }

  private func drop(
    _ table: String, where condition: String, _ moment: Moment
  ) async throws(StoreError) -> Freed {
    try await writer.write(.relaxed) { connection throws(StoreError) in
      try connection.run("DELETE FROM \(table) WHERE \(condition)", .at(moment))
      return Freed(count: connection.changes)
    }
  }
}

/// Finished tasks that nothing needs.
struct FinishedTasks {
  static let mostAtOnce = 200
  let connection: Connection

  /// Removes the oldest, as many as ended before a moment or are too much for a number of bytes.
  func remove(
    finishedBefore oldest: Moment?, downTo bytes: Int64?
  ) throws(StoreError) -> [(id: String, bytes: Int64)] {
    let sum = try connection.integer(
      "SELECT coalesce(sum(size), 0) FROM tasks WHERE finished IS NOT NULL")
    var excess = bytes.map { sum - $0 } ?? 0
    let candidates = try connection.rows(
      """
      SELECT id, finished, size FROM tasks
      WHERE finished IS NOT NULL
        AND NOT EXISTS (
          SELECT 1 FROM deliveries WHERE deliveries.task = tasks.id AND deliveries.state = 'due')
        AND NOT EXISTS (
          SELECT 1 FROM tasks AS child
          WHERE child.parent = tasks.id AND child.state IN ('queued', 'running'))
      ORDER BY finished, sequence LIMIT ?
      """, [.number(Self.mostAtOnce)]
    ) { row in (id: row.text(), finished: row.moment(), bytes: row.integer()) }
    var gone: [(id: String, bytes: Int64)] = []
    for task in candidates {
      guard excess > 0 || oldest.map({ task.finished < $0 }) == true else { break }
      try TaskTable.remove(task.id, on: connection)
      gone.append((task.id, task.bytes))
      excess -= task.bytes
    }
    return gone
  }
}

/// Assets that no unfinished task needs.
struct UnusedAssets {
  static let mostAtOnce = 200
  let connection: Connection

  /// Removes those not used for longest, as many as were used before a moment or are too much for a number of bytes.
  func remove(
    usedBefore oldest: Moment?, downTo bytes: Int64?
  ) throws(StoreError) -> [Asset] {
    let sum = try connection.integer(
      "SELECT coalesce(sum(size), 0) FROM (SELECT DISTINCT digest, size FROM assets)")
    var excess = bytes.map { sum - $0 } ?? 0
    let candidates = try connection.rows(
      """
      SELECT \(Asset.columns) FROM assets
      WHERE (state <> 'processing' OR used < ?) AND NOT EXISTS (
        SELECT 1 FROM task_assets JOIN tasks ON tasks.sequence = task_assets.task
        WHERE task_assets.asset = assets.id AND tasks.state IN ('queued', 'running'))
      ORDER BY used, sequence LIMIT ?
      """, [.maybe(oldest), .number(Self.mostAtOnce)]
    ) { row throws(StoreError) in try Asset(&row) }
    let table = AssetTable(connection: connection)
    var gone: [Asset] = []
    for asset in candidates {
      guard excess > 0 || oldest.map({ asset.used < $0 }) == true else { break }
      try table.remove(asset.id)
      gone.append(asset)
      // Bytes that another asset has too stay until that one goes.
      if let digest = asset.digest, !(try table.isNamed(digest)) { excess -= asset.size ?? 0 }
    }
    return gone
  }
}
