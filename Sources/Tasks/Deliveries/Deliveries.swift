/// What is to be sent to whom, until it is taken or given up.
///
/// What was sent when the process ended is sent again, so the other side may get it twice; it knows events by their
/// names.
package struct Deliveries: Sendable {
  let writer: Writer
  let reader: Reader
  let identifiers: Identifiers
  let now: @Sendable () -> Moment

  /// Takes up to a number of deliveries that are due, oldest first; they are due again when the lease ends.
  ///
  /// Of what goes to one address about one task, only the first that is not finished is given. With an address,
  /// only what goes there is.
  package func claim(
    _ most: Int, to url: String? = nil, lease: Duration = .seconds(60)
  ) async throws(StoreError) -> [Delivery] {
    let now = now()
    return try await writer.write(.relaxed) { connection throws(StoreError) in
      let due = try connection.rows(
        """
        SELECT id FROM deliveries AS one WHERE state = 'due' AND next <= ?1
          AND (?3 IS NULL OR url = ?3) AND NOT EXISTS (
          SELECT 1 FROM deliveries AS earlier WHERE earlier.task = one.task
            AND earlier.url = one.url AND earlier.sequence < one.sequence
            AND earlier.state = 'due')
        ORDER BY next, sequence LIMIT ?2
        """, [.at(now), .number(most), .maybe(url)]
      ) { row in row.text() }
      var claimed: [Delivery] = []
      for id in due {
        try connection.run(
          "UPDATE deliveries SET attempts = attempts + 1, next = ? WHERE id = ?", .at(now + lease),
          .text(id))
        claimed.append(try Self.existing(id, on: connection))
      }
      return claimed
    }
  }

  /// Notes that something was taken.
  @discardableResult
  package func delivered(_ id: String, status: Int) async throws(StoreError) -> Delivery {
    try await settle(id, .delivered, status: status, failure: nil, again: nil)
  }

  /// Notes that something was not taken, and when to send it again; nil gives it up.
  @discardableResult
  package func failed(
    _ id: String, status: Int? = nil, because failure: String, again: Moment?
  ) async throws(StoreError) -> Delivery {
    let state = again == nil ? Delivery.State.abandoned : .due
    return try await settle(id, state, status: status, failure: failure, again: again)
  }

  /// Gives up what is due to go anywhere but to these addresses, and says how much that was.
  @discardableResult
  package func abandon(
    allBut urls: Set<String>, because failure: String
  ) async throws(StoreError) -> Int {
    let now = now()
    return try await writer.write { connection throws(StoreError) in
      let due = try connection.rows("SELECT id, url FROM deliveries WHERE state = 'due'") { row in
        (id: row.text(), url: row.text())
      }
      let others = due.filter { !urls.contains($0.url) }
      for other in others {
        try connection.run(
          """
          UPDATE deliveries SET state = 'abandoned', failure = ?2, next = NULL, finished = ?3
          WHERE id = ?1
          """, .text(other.id), .text(failure), .at(now))
      }
      return others.count
    }
  }

  /// Adds something to be sent about a task, behind what is there already.
  package func add(_ body: String, to url: String, about task: String) async throws(StoreError) {
    let (now, id) = (now(), identifiers.eventName())
    try await writer.write { connection throws(StoreError) in
      try connection.run(
        """
        INSERT INTO deliveries (id, task, url, state, created, next, body)
        VALUES (?1, ?2, ?3, 'due', ?4, ?4, ?5)
        """,
        .text(id), .text(task), .text(url), .at(now), .text(body))
    }
  }

  /// What is and was to be sent about tasks, by task, in order.
  package func about(_ tasks: [String]) async throws(StoreError) -> [String: [Delivery]] {
    try await reader.read { connection throws(StoreError) in
      var found: [String: [Delivery]] = [:]
      for task in Set(tasks) {
        found[task] = try connection.rows(
          "SELECT \(Delivery.columns) FROM deliveries WHERE task = ? ORDER BY sequence",
          [.text(task)]
        ) { row throws(StoreError) in try Delivery(&row) }
      }
      return found
    }
  }

  /// When the next delivery is due, to anybody or to one address; nil if none is waiting for its time.
  package func nextMoment(to url: String? = nil) async throws(StoreError) -> Moment? {
    try await reader.read { connection throws(StoreError) in
      try connection.row(
        "SELECT min(next) FROM deliveries WHERE state = 'due' AND (?1 IS NULL OR url = ?1)",
        .maybe(url)
      ) { row in row.maybeMoment() } ?? nil
    }
  }

  private func settle(
    _ id: String, _ state: Delivery.State, status: Int?, failure: String?, again: Moment?
  ) async throws(StoreError) -> Delivery {
    let now = now()
    return try await writer.write { connection throws(StoreError) in
      let delivery = try Self.existing(id, on: connection)
      guard delivery.state == .due else {
        throw StoreError(.wrongState, "the delivery \(id) is \(delivery.state.rawValue)")
      }
      try connection.run(
        """
        UPDATE deliveries SET state = ?2, status = ?3, failure = ?4, next = ?5, finished = ?6
        WHERE id = ?1
        """,
        .text(id), .text(state.rawValue), status.map { .number($0) } ?? .null, .maybe(failure),
        .maybe(again), .maybe(state == .due ? nil : now))
      return try Self.existing(id, on: connection)
    }
  }

  private static func existing(
    _ id: String, on connection: Connection
  ) throws(StoreError) -> Delivery {
    let found = try connection.row(
      "SELECT \(Delivery.columns) FROM deliveries WHERE id = ?", .text(id)
    ) { row throws(StoreError) in try Delivery(&row) }
    guard let found else { throw StoreError(.notFound, "there is no delivery \(id)") }
    return found
  }
}
