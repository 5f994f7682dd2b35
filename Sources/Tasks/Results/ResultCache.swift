/// Results that would come out the same again, by what they follow from.
package struct ResultCache: Sendable {
  let writer: Writer
  let reader: Reader
  let now: @Sendable () -> Moment

  /// The result of that key, as JSON; nil if there is none.
  package func value(of key: String) async throws(StoreError) -> String? {
    let now = now()
    let found = try await reader.read { connection throws(StoreError) in
      try connection.row("SELECT value, used FROM results WHERE key = ?", .text(key)) { row in
        (value: row.text(), used: row.moment())
      }
    }
    guard let found else { return nil }
    if found.used + Self.coarseness <= now {
      try await writer.write(.relaxed) { connection throws(StoreError) in
        try connection.run("UPDATE results SET used = ? WHERE key = ?", .at(now), .text(key))
      }
    }
    return found.value
  }

  /// Keeps a result as JSON, in place of an earlier one of that key.
  package func keep(_ value: String, as key: String) async throws(StoreError) {
    let now = now()
    try await writer.write(.relaxed) { connection throws(StoreError) in
      try connection.run(
        "INSERT OR REPLACE INTO results (key, value, size, used) VALUES (?, ?, ?, ?)", .text(key),
        .text(value), .number(key.utf8.count + value.utf8.count), .at(now))
    }
  }

  /// Drops what was not used for longest until the rest takes no more than a number of bytes; gives what that freed.
  @discardableResult
  package func shrink(to bytes: Int64) async throws(StoreError) -> Freed {
    var freed = Freed()
    while true {
      let (count, size) = try await writer.write(.relaxed) { connection throws(StoreError) in
        try Self.drop(Self.mostAtOnce, until: bytes, on: connection)
      }
      freed += Freed(count: count, bytes: size)
      if count < Self.mostAtOnce { return freed }
    }
  }

  private static func drop(
    _ most: Int, until bytes: Int64, on connection: Connection
  ) throws(StoreError) -> (count: Int, size: Int64) {
    var excess = try connection.integer("SELECT coalesce(sum(size), 0) FROM results") - bytes
    guard excess > 0 else { return (0, 0) }
    let oldest = try connection.rows(
      "SELECT key, size FROM results ORDER BY used, key LIMIT ?", [.number(most)]
    ) { row in (key: row.text(), size: row.integer()) }
    var (count, freed) = (0, Int64(0))
    for one in oldest where excess > 0 {
      try connection.run("DELETE FROM results WHERE key = ?", .text(one.key))
      (count, freed, excess) = (count + 1, freed + one.size, excess - one.size)
    }
    return (count, freed)
  }

  private static let mostAtOnce = 500
  // Noting each use would write for each read.
  private static let coarseness = Duration.seconds(60)
}
