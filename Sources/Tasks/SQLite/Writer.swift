/// Writes to the database, one transaction after the other, on a thread of its own.
///
/// What waits while one transaction goes to the disk shares the next one, so that many who ask at once wait for one
/// synchronisation together. Each is answered after it.
actor Writer {
  /// What an answer promises.
  enum Durability: Sendable {
    /// It outlives a loss of power: the disk has it.
    case promised
    /// It outlives the process, and a loss of power once something promised follows.
    case relaxed
  }

  private struct Waiting {
    let durability: Durability
    /// Does the work, and keeps what it gave; throws only for failures of storage.
    let work: (Connection) throws(StoreError) -> Void
    /// Answers with what was kept, or with why nothing was.
    let answer: (StoreError?) -> Void
  }

  private let executor: QueueExecutor
  private let connection: Connection
  private var waiting: [Waiting] = []
  private var isSynchronising = true
  private let checkpointer: Checkpointer
  private var isCheckpointing = false

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  /// Opens the database and brings it to the form that this program knows.
  init(_ path: String, patience: Duration) throws(StoreError) {
    executor = QueueExecutor("shotlog.database.writer")
    let connection = try Connection(path, patience: patience)
    // Counts only before the first table is made.
    try connection.script("PRAGMA auto_vacuum = INCREMENTAL")
    let mode = try connection.row("PRAGMA journal_mode = WAL") { row in row.text() }
    guard mode == "wal" else {
      throw StoreError(.unusable, "\(path) is on a file system on which processes cannot share it")
    }
    try connection.script(
      """
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA journal_size_limit = 67108864;
      """)
    try Migrations.run(on: connection)
    self.connection = connection
    checkpointer = try Checkpointer(path, patience: patience)
  }

  /// Does work in a transaction, and gives what it gave once that is on the disk.
  ///
  /// The work may be done twice, if the first transaction could not be finished, so it must change nothing but the
  /// database, or nothing that cannot be done again. What it wrote before it threw is taken back.
  func write<Value: Sendable>(
    _ durability: Durability = .promised,
    _ work: @escaping @Sendable (Connection) throws(StoreError) -> Value
  ) async throws(StoreError) -> Value {
    let outcome = await withCheckedContinuation {
      (continuation: CheckedContinuation<Result<Value, StoreError>, Never>) in
      let place = Place<Value>()
      let one = Waiting(
        durability: durability,
        work: { connection throws(StoreError) in
          place.outcome = nil
          place.outcome = try Self.guarded(connection, work)
        },
        answer: { failure in
          let nothing = StoreError(.unusable, "the database gave no answer")
          continuation.resume(
            returning: failure.map { .failure($0) } ?? place.outcome ?? .failure(nothing))
        })
      waiting.append(one)
      // Behind all who are about to enter, so that they take part.
      if waiting.count == 1 { Task { commit() } }
    }
    return try outcome.get()
  }

  /// A number that changes when another connection has written.
  func foreignVersion() throws(StoreError) -> Int64 {
    try connection.integer("PRAGMA data_version")
  }

  /// Limits the size of the database, as a full disk would.
  func limit(pages: Int) throws(StoreError) {
    try connection.script("PRAGMA max_page_count = \(pages)")
  }

  private func commit() {
    let group = waiting
    waiting = []
    if let failure = transact(group) {
      // What one of them could not do shall not be the others' failure, unless it is that nobody can write.
      let isCommon = group.count == 1 || failure.code == .busy
      for one in group { one.answer(isCommon ? failure : transact([one])) }
    } else {
      for one in group { one.answer(nil) }
    }
    keepLogShort()
  }

  /// Has the log brought into the database beside the writing, which would otherwise stand still meanwhile.
  private func keepLogShort() {
    guard connection.logPages > Self.longLog, !isCheckpointing else { return }
    isCheckpointing = true
    Task {
      await checkpointer.run()
      isCheckpointing = false
      // Who writes without a pause never lets the log begin anew; now little of it is left to bring over.
      if connection.logPages > Self.veryLongLog { try? connection.checkpoint(wholly: true) }
    }
  }

  // In pages of 4 KiB.
  private static let longLog = 1000
  private static let veryLongLog = 10_000

  /// Does work in one transaction; what is thrown in between is storage's failure, and undoes all of it.
  private func transact(_ group: [Waiting]) -> StoreError? {
    do throws(StoreError) {
      try synchronise(group.contains { $0.durability == .promised })
      try connection.script("BEGIN IMMEDIATE")
      for one in group { try one.work(connection) }
      try connection.script("COMMIT")
      return nil
    } catch {
      if connection.isInTransaction { try? connection.script("ROLLBACK") }
      return error
    }
  }

  private func synchronise(_ isNeeded: Bool) throws(StoreError) {
    guard isNeeded != isSynchronising else { return }
    try connection.script("PRAGMA synchronous = \(isNeeded ? "FULL" : "NORMAL")")
    isSynchronising = isNeeded
  }

  /// Does work that leaves no trace if it throws; throws only for failures of storage.
  private static func guarded<Value>(
    _ connection: Connection, _ work: (Connection) throws(StoreError) -> Value
  ) throws(StoreError) -> Result<Value, StoreError> {
    try connection.run("SAVEPOINT one")
    do throws(StoreError) {
      let value = try work(connection)
      try connection.run("RELEASE one")
      return .success(value)
    } catch {
      guard !error.isOfStorage, connection.isInTransaction else { throw error }
      try connection.run("ROLLBACK TO one")
      try connection.run("RELEASE one")
      return .failure(error)
    }
  }

  private final class Place<Value: Sendable> {
    var outcome: Result<Value, StoreError>?
  }
}
