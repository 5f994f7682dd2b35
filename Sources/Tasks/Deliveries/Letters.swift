/// Writes to those who want to be told of a task's end, in the same transaction as the end itself.
struct Letters: Sendable {
  /// What to send of a finished task to an address under the name of an event; nil if nothing.
  let text: @Sendable (TaskRecord, _ url: String, _ event: String) -> String?
  let identifiers: Identifiers

  /// Notes who is to be told.
  func prepare(
    for task: String, to url: String, on connection: Connection, _ now: Moment
  ) throws(StoreError) {
    try connection.run(
      "INSERT INTO deliveries (id, task, url, state, created) VALUES (?, ?, ?, 'waiting', ?)",
      .text(identifiers.eventName()), .text(task), .text(url), .at(now))
  }

  /// Writes to all who wait for a task.
  func write(
    of task: TaskRecord, on connection: Connection, _ now: Moment
  ) throws(StoreError) {
    let waiting = try connection.rows(
      "SELECT id, url FROM deliveries WHERE task = ? AND state = 'waiting' ORDER BY sequence",
      [.text(task.id)]
    ) { row in (event: row.text(), url: row.text()) }
    for (event, url) in waiting {
      guard let body = text(task, url, event) else {
        try connection.run("DELETE FROM deliveries WHERE id = ?", .text(event))
        continue
      }
      try connection.run(
        "UPDATE deliveries SET state = 'due', body = ?2, created = ?3, next = ?3 WHERE id = ?1",
        .text(event), .text(body), .at(now))
    }
  }
}
