/// What a query comes to in SQL: conditions joined by "and", and what is bound in them.
struct Selection {
  private(set) var conditions: [String] = []
  private(set) var values: [SQLValue] = []

  /// Demands something more.
  mutating func demand(_ condition: String, _ values: SQLValue...) {
    conditions.append(condition)
    self.values += values
  }

  /// Demands that a column has one of some values; nothing is demanded for nil.
  mutating func demand(_ column: String, isOneOf values: [String]?) {
    guard let values else { return }
    conditions.append("\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))")
    self.values += values.map { .text($0) }
  }

  /// The conditions as text.
  var text: String { conditions.isEmpty ? "true" : conditions.joined(separator: " AND ") }
}
