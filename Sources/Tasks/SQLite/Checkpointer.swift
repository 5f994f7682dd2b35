/// Brings what was written into the database file, while others write and read.
actor Checkpointer {
  private let executor: QueueExecutor
  private let connection: Connection

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  init(_ path: String, patience: Duration) throws(StoreError) {
    executor = QueueExecutor("shotlog.database.checkpointer")
    connection = try Connection(path, patience: patience)
  }

  /// Brings over what is there; what fails now is done the next time, and nothing is lost by it.
  func run() { try? connection.checkpoint(wholly: false) }
}
