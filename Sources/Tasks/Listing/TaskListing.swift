/// Finds tasks.
///
/// The rows of a selection are found in the index by owner, or among the labels if some are asked for; whole tasks are
/// read only for what is given in the end.
struct TaskListing {
  let query: TaskQuery

  /// The statement that counts the tasks in all parts, and what is bound in it.
  var count: (text: String, values: [SQLValue]) {
    let selection = selection
    return ("SELECT count(*) FROM \(source) WHERE \(selection.text)", selection.values)
  }

  /// The statement that finds one part, and what is bound in it: one task more than is wanted.
  func part(after place: Int64?) -> (text: String, values: [SQLValue]) {
    let (direction, relation) = query.order == .newestFirst ? ("DESC", "<") : ("ASC", ">")
    var selection = selection
    if let place { selection.demand("\(sequence) \(relation) ?", .integer(place)) }
    let text = """
      SELECT \(TaskRecord.columns) FROM tasks WHERE sequence IN (
        SELECT \(sequence) FROM \(source) WHERE \(selection.text)
        ORDER BY \(sequence) \(direction) LIMIT ? OFFSET ?
      ) ORDER BY sequence \(direction)
      """
    let skipped =
      switch query.start {
      case .page(let page): (page - 1).multipliedReportingOverflow(by: query.limit)
      case .after: (partialValue: 0, overflow: false)
      }
    let offset = skipped.overflow ? Int.max : skipped.partialValue
    return (text, selection.values + [.number(query.limit + 1), .number(offset)])
  }

  /// What the rows are found by: of the labels the one that is likely the rarest, since a long value is an address.
  private var leadingLabel: (name: String, value: String)? {
    guard query.owner != nil, query.api != nil else { return nil }
    return query.labels.max { ($0.value.utf8.count, $0.key) < ($1.value.utf8.count, $1.key) }
      .map { ($0.key, $0.value) }
  }

  private var sequence: String { leadingLabel == nil ? "tasks.sequence" : "label.task" }

  private var source: String {
    guard leadingLabel != nil else { return "tasks" }
    let needsTask = query.kinds != nil || query.states != nil
    return "task_labels AS label"
      // A cross join keeps the order of the tables.
      + (needsTask ? " CROSS JOIN tasks ON tasks.sequence = label.task" : "")
  }

  /// What is demanded of the rows.
  private var selection: Selection {
    var selection = Selection()
    let leading = leadingLabel
    let table = leading == nil ? "tasks" : "label"
    if let owner = query.owner { selection.demand("\(table).owner = ?", .text(owner)) }
    if let api = query.api { selection.demand("\(table).api = ?", .text(api)) }
    if let leading {
      selection.demand(
        "label.name = ? AND label.value = ?", .text(leading.name), .text(leading.value))
    }
    selection.demand("tasks.kind", isOneOf: query.kinds?.sorted())
    selection.demand("tasks.state", isOneOf: query.states?.map(\.rawValue).sorted())
    for (name, value) in query.labels.sorted(by: { $0.key < $1.key }) where name != leading?.name {
      selection.demand(
        """
        EXISTS (
          SELECT 1 FROM task_labels AS other INDEXED BY task_labels_by_task
          WHERE other.task = \(sequence) AND other.name = ? AND other.value = ?)
        """, .text(name), .text(value))
    }
    // Creation times rise with the sequence, so a range of one is a range of the other.
    if let from = query.from {
      selection.demand(
        """
        \(sequence) >= (
          SELECT sequence FROM tasks WHERE created >= ? ORDER BY created, sequence LIMIT 1)
        """, .at(from))
    }
    if let before = query.before {
      selection.demand(
        """
        \(sequence) <= (
          SELECT sequence FROM tasks WHERE created < ? ORDER BY created DESC, sequence DESC LIMIT 1)
        """, .at(before))
    }
    return selection
  }

  /// The part that is wanted.
  func page(on connection: Connection) throws(StoreError) -> TaskPage {
    guard query.limit > 0, query.limit <= Self.mostTasks else {
      throw StoreError(.invalidRequest, "a page has 1 to \(Self.mostTasks) tasks")
    }
    if case .page(let page) = query.start, page < 1 {
      throw StoreError(.invalidRequest, "pages are counted from 1")
    }
    let total = try connection.rows(count.text, count.values) { row in row.number() }
    let part = part(after: try place(on: connection))
    let tasks = try connection.rows(part.text, part.values) { row throws(StoreError) in
      try TaskRecord(&row)
    }
    return TaskPage(
      tasks: Array(tasks.prefix(query.limit)), total: total.first ?? 0,
      hasMore: tasks.count > query.limit)
  }

  private func place(on connection: Connection) throws(StoreError) -> Int64? {
    guard case .after(let id) = query.start else { return nil }
    let place = try connection.row(
      "SELECT sequence FROM tasks WHERE id = ?1 AND (?2 IS NULL OR owner = ?2)", .text(id),
      .maybe(query.owner)
    ) { row in row.integer() }
    guard let place else { throw StoreError(.notFound, "there is no task \(id)") }
    return place
  }

  private static let mostTasks = 1000
}

extension TaskStore {
  /// Finds tasks.
  package func list(_ query: TaskQuery) async throws(StoreError) -> TaskPage {
    try await reader.read { connection throws(StoreError) in
      try TaskListing(query: query).page(on: connection)
    }
  }

  /// How many tasks there are of each API, kind and state.
  package func counts() async throws(StoreError) -> [TaskCount] {
    try await reader.read { connection throws(StoreError) in
      try connection.rows("SELECT api, kind, state, count(*) FROM tasks GROUP BY api, kind, state")
      {
        row throws(StoreError) in
        let (api, kind, word) = (row.text(), row.text(), row.text())
        guard let state = TaskState(rawValue: word) else {
          throw StoreError(.damaged, "there is no state \(word)")
        }
        return TaskCount(api: api, kind: kind, state: state, tasks: row.number())
      }
    }
  }
}

/// How many tasks are alike in what figures are kept of.
package struct TaskCount: Sendable, Equatable {
  /// Which API they came through.
  package let api: String
  /// What sort of work they are.
  package let kind: String
  /// How far they are.
  package let state: TaskState
  /// How many there are.
  package let tasks: Int
}
