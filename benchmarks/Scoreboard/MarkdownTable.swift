/// Rows of words as a Markdown table whose columns also line up on a terminal.
package struct MarkdownTable: CustomStringConvertible {
  package let description: String

  package init(_ columns: [String], _ rows: [[String]]) {
    let widths = columns.indices.map { place in
      max(3, ([columns] + rows).map { $0[place].count }.max() ?? 0)
    }
    let rule = widths.map { String(repeating: "-", count: $0) }
    description = ([columns, rule] + rows).map { row in
      let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      return "| " + cells.joined(separator: " | ") + " |"
    }.joined(separator: "\n")
  }
}
