/// The folder in which everything is kept, and where in it.
///
///     shotlog.db        tasks, assets, deliveries and results
///     assets/ab/abc…    what clients uploaded, by its digest
///     results/ID/NAME   files that tasks made
///     spool/NAME        what is being received or made
///     server.lock       held by the one server; opening.lock by whoever is opening the database
package struct DataFolder: Sendable {
  /// Where it is.
  package let path: String

  /// Finds the folder, or makes it, so that only its owner may enter it.
  package init(_ path: String) throws(StoreError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw StoreError(.unusable, "\"\(path)\" cannot be a folder")
    }
    self.path = path
    for part in [path, assets, results, spool] { try FileSystem.makeFolder(part) }
    // The files beside it, which SQLite makes, get the same rights.
    try FileSystem.makePrivateFile(database)
  }

  var database: String { "\(path)/shotlog.db" }
  var assets: String { "\(path)/assets" }
  var results: String { "\(path)/results" }
  var spool: String { "\(path)/spool" }

  /// Where to write something that is not whole yet; what is left there goes after a while.
  package func draft(_ name: String) -> String { "\(spool)/\(name)" }

  /// Where the bytes of that digest are.
  package func asset(_ digest: String) -> String { "\(assets)/\(digest.prefix(2))/\(digest)" }

  /// Where a file is that a task made.
  package func result(_ name: String, of task: String) -> String { "\(results)/\(task)/\(name)" }

  /// Takes the folder for the one server that may run on it.
  func lockForServer() throws(StoreError) -> FolderLock {
    let file = "\(path)/server.lock"
    // A process that has just ended may live on for a moment in a child that has not begun its own program.
    guard let lock = try FolderLock(file, patience: .seconds(1)) else {
      let holder = FolderLock.holder(file).map { "process \($0)" } ?? "another process"
      throw StoreError(
        .folderInUse,
        "\(holder) already serves the data folder \(path); stop it, or name another folder")
    }
    try lock.sign()
    return lock
  }

  /// Does something that only one process may do at a time: opening the database.
  func whileOpening<Value>(_ work: () throws(StoreError) -> Value) throws(StoreError) -> Value {
    let lock = try FolderLock("\(path)/opening.lock", patience: nil)
    let value = try work()
    withExtendedLifetime(lock) {}
    return value
  }
}
