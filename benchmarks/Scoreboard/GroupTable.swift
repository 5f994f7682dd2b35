import Foundation

/// Rows as a Markdown table, without the columns that would be empty.
package struct GroupTable: CustomStringConvertible {
  package let description: String

  init(_ rows: [BoardRow]) {
    var columns: [(name: String, cells: [String])] = [
      ("Work", Self.titles(rows)), ("Tool", rows.map(\.tool)),
    ]
    func add(_ name: String, _ cell: (BoardRow) -> String) {
      let cells = rows.map(cell)
      if cells.contains(where: { !$0.isEmpty }) { columns.append((name, cells)) }
    }
    func median(_ row: BoardRow, _ measure: Measure) -> String {
      row.figures[measure].map { Figure.text($0.median) } ?? ""
    }
    add("wall s") { median($0, .wall) }
    add("CPU s") { median($0, .processor) }
    add("memory MB") { row in
      row.figures[.memory]?.max().map(Figure.megabytes) ?? ""
    }
    add("pictures/s") { row in Self.pace(row, in: rows) }
    add("a second") { row in row.figures[.rate].map { Figure.short($0.median.rounded()) } ?? "" }
    add("99 % within ms") { median($0, .slowest) }
    add("Shotlog ÷ tool") { Figure.spread($0.figures[.ratio] ?? []) }
    add("CPU, Shotlog ÷ tool") { Figure.spread($0.figures[.processorRatio] ?? []) }
    add("× one job") { Figure.spread($0.figures[.gain] ?? []) }
    add("cores at work") { row in
      row.figures[.use].map { "\(Figure.short(($0.median * 100).rounded())) %" } ?? ""
    }
    add("promised") { $0.promises.map(\.words).joined(separator: ", ") }
    add("kept") { row in row.isKept.map { $0 ? "kept" : "**broken**" } ?? "" }
    add("remarks") { row in Self.harmless(row.failure.map { "failed: \($0)" } ?? row.remark ?? "") }
    description =
      MarkdownTable(
        columns.map(\.name), rows.indices.map { place in columns.map { $0.cells[place] } }
      ).description
  }

  /// A title is written once.
  private static func titles(_ rows: [BoardRow]) -> [String] {
    rows.indices.map { place in
      place > 0 && rows[place - 1].title == rows[place].title ? "" : rows[place].title
    }
  }

  /// Pictures of a second; of a program that does not count them, those that Shotlog counted.
  private static func pace(_ row: BoardRow, in rows: [BoardRow]) -> String {
    let counted =
      row.pictures ?? rows.first { $0.trial == row.trial && $0.title == row.title }?.pictures
    guard let counted, counted > 0, let wall = row.figures[.wall]?.median, wall > 0 else {
      return ""
    }
    let pace = Double(counted) / wall
    return pace < 10 ? Figure.text(pace) : "\(Int(pace.rounded()))"
  }

  /// Words of other programs on one line that does not end the cell.
  package static func harmless(_ words: String) -> String {
    let line = words.split(whereSeparator: \.isNewline).joined(separator: " ")
    let short = line.count > 300 ? "\(line.prefix(100)) … \(line.suffix(197))" : line
    return short.replacing("|", with: "/").trimmingCharacters(in: .whitespaces)
  }
}
