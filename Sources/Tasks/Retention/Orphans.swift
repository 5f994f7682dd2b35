/// Removes files that nothing names: what killed processes left behind.
struct Orphans {
  let connection: Connection
  let folder: DataFolder
  /// Files that changed since then may be about to get their names.
  let newest: Moment

  /// Removes forgotten drafts.
  ///
  /// Called while the database is held for writing, as the others are, since that is when files get their names.
  func removeDrafts() throws(StoreError) -> Freed {
    let named = Set(
      try connection.rows("SELECT draft FROM assets WHERE draft IS NOT NULL") { row in row.text() })
    var freed = Freed()
    for name in FileSystem.names(in: folder.spool) where !named.contains(name) {
      freed += try remove(folder.draft(name))
    }
    return freed
  }

  /// Removes forgotten bytes of assets, of one part of their folder.
  func removeAssets(in part: String) throws(StoreError) -> Freed {
    let table = AssetTable(connection: connection)
    var freed = Freed()
    for name in FileSystem.names(in: "\(folder.assets)/\(part)") where !(try table.isNamed(name)) {
      freed += try remove("\(folder.assets)/\(part)/\(name)")
    }
    return freed
  }

  /// Removes forgotten files of one task.
  func removeResults(of task: String) throws(StoreError) -> Freed {
    let place = "\(folder.results)/\(task)"
    let named = Set(
      try connection.rows(
        """
        SELECT task_files.name FROM task_files JOIN tasks ON tasks.sequence = task_files.task
        WHERE tasks.id = ?
        """, [.text(task)]
      ) { row in row.text() })
    var freed = Freed()
    for name in FileSystem.names(in: place) where !named.contains(name) {
      freed += try remove("\(place)/\(name)")
    }
    if named.isEmpty, let facts = FileSystem.facts(of: place), facts.changed < newest {
      FileSystem.removeFolder(place)
    }
    return freed
  }

  private func remove(_ path: String) throws(StoreError) -> Freed {
    // What a link leads to is somebody else's.
    guard let facts = FileSystem.facts(of: path, followingLinks: false), facts.changed < newest
    else { return Freed() }
    if facts.isFolder {
      var freed = Freed()
      for name in FileSystem.names(in: path) { freed += try remove("\(path)/\(name)") }
      FileSystem.removeFolder(path)
      return freed
    }
    try FileSystem.remove(path)
    return Freed(count: 1, bytes: facts.size)
  }
}

extension Store {
  /// Removes files that nothing names and that did not change for a while.
  ///
  /// The age is by the clock of the file system, whatever clock the store has.
  package func removeOrphans(olderThan age: Duration) async throws(StoreError) -> Freed {
    let (folder, newest) = (folder, Moment.now() - age)
    var freed = Freed()
    freed += try await writer.write(.relaxed) { connection throws(StoreError) in
      try Orphans(connection: connection, folder: folder, newest: newest).removeDrafts()
    }
    // Part by part, so that nobody has to wait for long.
    for part in FileSystem.names(in: folder.assets) {
      freed += try await writer.write(.relaxed) { connection throws(StoreError) in
        try Orphans(connection: connection, folder: folder, newest: newest).removeAssets(in: part)
      }
    }
    for task in FileSystem.names(in: folder.results) {
      freed += try await writer.write(.relaxed) { connection throws(StoreError) in
        try Orphans(connection: connection, folder: folder, newest: newest).removeResults(of: task)
      }
    }
    return freed
  }

  /// Removes the files of tasks that are there no more, however young: a process ended after it had forgotten a task and
  /// before it had removed what the task had made.
  ///
  /// Called before a server's workers begin, since files get here as their tasks are finished.
  package func removeFilesOfForgottenTasks() async throws(StoreError) {
    let tasks = FileSystem.names(in: folder.results)
    let forgotten = try await reader.read { connection throws(StoreError) in
      var forgotten: [String] = []
      for task in tasks
      where try connection.integer("SELECT count(*) FROM tasks WHERE id = ?", .text(task)) == 0 {
        forgotten.append(task)
      }
      return forgotten
    }
    for task in forgotten { ResultFiles.remove(of: task, in: folder) }
  }
}
