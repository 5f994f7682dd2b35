/// Says which task is next.
struct TaskQueue {
  let connection: Connection

  /// The next task among some kinds.
  ///
  /// Owners take turns: first comes the one with the fewest running tasks, of those the one that was served longest
  /// ago, of those the one whose task is oldest. Of an owner's tasks the oldest comes first.
  func next(of kinds: Set<String>) throws(StoreError) -> (id: String, owner: String)? {
    guard !kinds.isEmpty else { return nil }
    return try connection.rows(
      Self.statement(kinds: kinds.count), kinds.sorted().map { .text($0) }
    ) { row in (row.text(), row.text()) }.first
  }

  /// The statement that finds the next task among a number of kinds.
  ///
  /// The indexes are named, since SQLite would rather take one that holds all tasks of an owner.
  static func statement(kinds: Int) -> String {
    """
    WITH RECURSIVE
      owners (owner) AS (
        SELECT min(owner) FROM tasks INDEXED BY tasks_queued WHERE state = 'queued'
        UNION ALL
        SELECT (
          SELECT min(owner) FROM tasks INDEXED BY tasks_queued
          WHERE state = 'queued' AND owner > owners.owner)
        FROM owners WHERE owners.owner IS NOT NULL
      ),
      kinds (kind) AS (VALUES \(Array(repeating: "(?)", count: kinds).joined(separator: ", "))),
      heads (owner, sequence) AS (
        SELECT owners.owner, (
          SELECT min(sequence) FROM tasks INDEXED BY tasks_queued
          WHERE state = 'queued' AND tasks.owner = owners.owner AND tasks.kind = kinds.kind)
        FROM owners, kinds WHERE owners.owner IS NOT NULL
      )
    SELECT tasks.id, tasks.owner FROM heads
    JOIN tasks ON tasks.sequence = heads.sequence
    LEFT JOIN turns ON turns.owner = heads.owner
    WHERE heads.sequence IS NOT NULL
    ORDER BY
      (SELECT count(*) FROM tasks AS busy INDEXED BY tasks_running
        WHERE busy.state = 'running' AND busy.owner = heads.owner),
      coalesce(turns.turn, 0),
      heads.sequence
    LIMIT 1
    """
  }

  /// Notes that an owner was served.
  func noteTurn(of owner: String) throws(StoreError) {
    try connection.run(
      """
      INSERT INTO turns (owner, turn) VALUES (?, (SELECT coalesce(max(turn), 0) + 1 FROM turns))
      ON CONFLICT (owner) DO UPDATE SET turn = excluded.turn
      """, .text(owner))
  }

  /// Running tasks, all or those whose worker let its time pass.
  func running(expiredBefore moment: Moment?) throws(StoreError) -> [String] {
    try connection.rows(
      """
      SELECT id FROM tasks INDEXED BY tasks_running
      WHERE state = 'running' AND (?1 IS NULL OR lease < ?1) ORDER BY sequence
      """, [.maybe(moment)]
    ) { row in row.text() }
  }
}
