/// Everything that is remembered, opened together.
package struct Store: Sendable {
  /// How a process uses the data folder.
  package enum Role: Sendable {
    /// As the one server.
    case server
    /// Beside a server, or without one.
    case visitor
  }

  /// What may differ from one use to the next.
  package struct Settings: Sendable {
    /// How long to wait for another process that writes.
    package var patience = Duration.seconds(10)
    /// How long a client may ask again under an idempotency key.
    package var idempotencyLifetime = Duration.seconds(24 * 3600)
    /// What the time is.
    package var now: @Sendable () -> Moment = Moment.now
    /// Where new names come from.
    package var identifiers = Identifiers.random
    /// What to send of a finished task to an address under the name of an event; nil if nothing.
    ///
    /// It is called while the database is held, so it has to be quick.
    package var letter: @Sendable (TaskRecord, _ url: String, _ event: String) -> String? = {
      _, _, _ in nil
    }

    package init() {}
  }

  /// Where it is kept.
  package let folder: DataFolder
  /// What is to be done, and what came of it.
  package let tasks: TaskStore
  /// What clients uploaded.
  package let assets: AssetStore
  /// Who is to be told of what.
  package let deliveries: Deliveries
  /// Results that would come out the same again.
  package let results: ResultCache
  let writer: Writer
  let reader: Reader
  let now: @Sendable () -> Moment
  private let lock: FolderLock?

  /// Opens what is there, or makes it.
  package init(
    _ path: String, as role: Role, _ settings: Settings = Settings()
  ) throws(StoreError) {
    let folder = try DataFolder(path)
    lock = role == .server ? try folder.lockForServer() : nil
    let (writer, reader) = try folder.whileOpening { () throws(StoreError) in
      let writer = try Writer(folder.database, patience: settings.patience)
      return (writer, try Reader(folder.database, patience: settings.patience))
    }
    (self.folder, self.writer, self.reader, now) = (folder, writer, reader, settings.now)
    tasks = TaskStore(
      writer: writer, reader: reader,
      letters: Letters(text: settings.letter, identifiers: settings.identifiers),
      folder: folder, identifiers: settings.identifiers, now: settings.now,
      idempotencyLifetime: settings.idempotencyLifetime)
    assets = AssetStore(
      writer: writer, reader: reader, folder: folder, identifiers: settings.identifiers,
      now: settings.now)
    deliveries = Deliveries(
      writer: writer, reader: reader, identifiers: settings.identifiers, now: settings.now)
    results = ResultCache(writer: writer, reader: reader, now: settings.now)
  }

  /// Reads the whole database and looks for contradictions in it; none are found in a sound one.
  package func complaints() async throws(StoreError) -> [String] {
    try await reader.read { connection throws(StoreError) in
      try connection.rows("PRAGMA integrity_check") { row in row.text() }.filter { $0 != "ok" }
        + connection.rows("PRAGMA foreign_key_check") { row in "\(row.text()) misses its parent" }
    }
  }
}
