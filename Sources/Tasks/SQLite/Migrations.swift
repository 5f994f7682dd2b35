/// Brings a database to the form that this program knows, one numbered step after the other.
///
/// Steps are never changed once they were released; `PRAGMA user_version` says how many were taken.
enum Migrations {
  /// Takes the steps that are missing.
  static func run(
    on connection: Connection, steps: [String] = Schema.steps
  ) throws(StoreError) {
    guard try version(of: connection, known: steps.count) < steps.count else { return }
    try connection.script("BEGIN IMMEDIATE")
    do throws(StoreError) {
      // Another process may have been quicker.
      let taken = try version(of: connection, known: steps.count)
      for step in steps.dropFirst(taken) { try connection.script(step) }
      try connection.script("PRAGMA application_id = \(mark)")
      try connection.script("PRAGMA user_version = \(steps.count)")
      try connection.script("COMMIT")
    } catch {
      if connection.isInTransaction { try? connection.script("ROLLBACK") }
      throw error
    }
  }

  private static func version(of connection: Connection, known: Int) throws(StoreError) -> Int {
    let version = try connection.integer("PRAGMA user_version")
    let found = try connection.integer("PRAGMA application_id")
    guard found == mark || (found == 0 && version == 0) else {
      throw StoreError(.damaged, "\(connection.path) is a database of another program")
    }
    guard version <= known else {
      throw StoreError(
        .newer,
        """
        \(connection.path) was written by a newer Shotlog (its form is \(version), this one knows \
        up to \(known)); use that one, or another data folder
        """)
    }
    return Int(version)
  }

  /// "Slog": which program a database belongs to.
  private static let mark: Int64 = 0x536c_6f67
}
