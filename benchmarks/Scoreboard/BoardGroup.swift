/// Rows that belong together.
package struct BoardGroup: Codable, Equatable, Sendable {
  /// A short name, to choose it by.
  package let name: String
  /// The heading.
  package var title: String
  /// What is measured on what, in a few sentences.
  package var words: String
  package var rows: [BoardRow]
  /// Seconds that each trial took, by its short name.
  package var seconds: [String: Double]

  package init(
    name: String, title: String, words: String, rows: [BoardRow] = [],
    seconds: [String: Double] = [:]
  ) {
    (self.name, self.title, self.words) = (name, title, words)
    (self.rows, self.seconds) = (rows, seconds)
  }

  /// Puts the rows of a trial in place of those it had before; trials are in the order of `order`.
  package mutating func set(_ new: [BoardRow], of trial: String, order: [String]) {
    let others = rows.filter { $0.trial != trial }
    let places = Dictionary(zip(order, order.indices)) { first, _ in first }
    let all = others + new
    // Sorting need not keep the order of equals, so each carries its place.
    rows = all.enumerated().sorted { a, b in
      let (x, y) = (places[a.element.trial] ?? .max, places[b.element.trial] ?? .max)
      return (x, a.offset) < (y, b.offset)
    }.map(\.element)
  }

  /// Whether a trial has rows of a commit, without a failure among them.
  package func has(_ trial: String, at commit: String) -> Bool {
    let found = rows.filter { $0.trial == trial }
    return !found.isEmpty && found.allSatisfy { $0.origin?.commit == commit && $0.failure == nil }
  }
}
