/// Reads the database while others write, on a thread of its own.
actor Reader {
  private let executor: QueueExecutor
  private let connection: Connection

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  /// Opens a database that is there.
  init(_ path: String, patience: Duration) throws(StoreError) {
    executor = QueueExecutor("shotlog.database.reader")
    let connection = try Connection(path, patience: patience)
    try connection.script("PRAGMA query_only = ON")
    self.connection = connection
  }

  /// Reads from one state of the database, whatever others write meanwhile.
  func read<Value: Sendable>(
    _ work: @Sendable (Connection) throws(StoreError) -> Value
  ) throws(StoreError) -> Value {
    try connection.run("BEGIN")
    do throws(StoreError) {
      let value = try work(connection)
      try connection.run("COMMIT")
      return value
    } catch {
      if connection.isInTransaction { try? connection.run("ROLLBACK") }
      throw error
    }
  }
}
