/// Answers that clients may ask for again.
struct IdempotencyTable {
  let connection: Connection

  /// What a request was answered the first time; nil if this is the first time.
  func answer(
    to key: IdempotencyKey, of owner: String, since earliest: Moment
  ) throws(StoreError) -> String? {
    let known = try connection.row(
      """
      SELECT digest, answer FROM idempotency_keys
      WHERE owner = ? AND route = ? AND key = ? AND created >= ?
      """,
      .text(owner), .text(key.route), .text(key.key), .at(earliest)
    ) { row in (digest: row.text(), answer: row.text()) }
    guard let known else { return nil }
    guard known.digest == key.digest else {
      throw StoreError(.keyReused, "that idempotency key was used for another request")
    }
    return known.answer
  }

  /// Keeps an answer.
  func keep(
    _ answer: String, to key: IdempotencyKey, of owner: String, at now: Moment
  ) throws(StoreError) {
    try connection.run(
      """
      INSERT OR REPLACE INTO idempotency_keys (owner, route, key, digest, answer, created)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      .text(owner), .text(key.route), .text(key.key), .text(key.digest), .text(answer), .at(now))
  }
}
