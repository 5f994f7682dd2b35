import Foundation

/// A board as Markdown that also reads well on a terminal.
package struct BoardPage: CustomStringConvertible {
  package let description: String

  package init(_ board: Board) {
    var parts = [Self.head(board)]
    for group in board.groups where !group.rows.isEmpty {
      parts.append("### \(group.title)\n\n\(Self.words(of: group))")
      parts.append(GroupTable(group.rows).description)
      let notes = Self.differences(in: group.rows)
      if !notes.isEmpty { parts.append(notes.map { "- \($0)" }.joined(separator: "\n")) }
    }
    description = parts.joined(separator: "\n\n")
  }

  private static func head(_ board: Board) -> String {
    let promised = board.rows.filter { $0.isKept != nil }
    let broken = promised.filter { $0.isKept == false }.count
    var sentences = [
      board.machine.sentence + ".",
      "\(promised.count) promises: \(promised.count - broken) kept, \(broken) broken.",
    ]
    let seconds = board.groups.flatMap(\.seconds.values).reduce(0, +)
    sentences.append("All of it took \(Figure.duration(seconds)).")
    if board.isQuick {
      sentences.append(
        "Small films, one round: these figures prove that it runs, and nothing else.")
    }
    return sentences.joined(separator: " ")
  }

  private static func words(of group: BoardGroup) -> String {
    let origins = group.rows.compactMap(\.origin)
    func listed(_ words: [String]) -> String {
      words.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        .joined(separator: ", ")
    }
    let seconds = group.seconds.values.reduce(0, +)
    var words =
      "\(group.words) (`--only \(group.name)`, \(Figure.duration(seconds)); "
      + "commit \(listed(origins.map(\.commit))), \(listed(origins.map(\.date))))"
    if let most = origins.compactMap(\.disturbance).max(), most >= Self.noticeable {
      let part = Figure.short((most * 100).rounded())
      words += " **The machine was not still: others used up to \(part) % of its cores.**"
    }
    return words
  }

  /// Says where programs did not give the same number of pictures, for then they did other work.
  private static func differences(in rows: [BoardRow]) -> [String] {
    rows.compactMap { row in
      let ours = rows.first { $0.trial == row.trial && $0.title == row.title }
      guard let ours, let expected = ours.pictures, let given = row.pictures, given != expected
      else { return nil }
      return "\(row.title): \(row.tool) gave \(given) pictures, \(ours.tool) \(expected)."
    }
  }

  private static let noticeable = 0.1
}
