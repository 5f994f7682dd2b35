/// Rows of words in columns that line up.
struct TextTable {
  private var rows: [[String]] = []
  private let isRight: [Bool]

  /// Makes a table with the names of its columns; one that starts with a blank has its words on the right.
  init(_ columns: [String]) {
    isRight = columns.map { $0.hasPrefix(" ") }
    rows = [columns.map { $0.hasPrefix(" ") ? String($0.dropFirst()) : $0 }]
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// The table, its head marked.
  func text(_ style: TextStyle) -> String {
    let widths = isRight.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.enumerated().map { place, row in
      let cells = row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return isRight[column] ? space + row[column] : row[column] + space
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return (place == 0 ? style.label(line) : line) + "\n"
    }.joined()
  }
}
