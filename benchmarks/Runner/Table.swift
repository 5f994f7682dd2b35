import Foundation

/// Figures as a table that reads well on a terminal and in Markdown.
struct Table: CustomStringConvertible {
  let description: String

  init(_ figures: Figures) {
    let header = [
      "Work", "Tool", "wall s", "CPU s", "memory MB", "Shotlog ÷ tool", "promised", "",
    ]
    var lines: [[String]] = []
    var title = ""
    for row in figures.rows {
      let memory = (row.memory.max() ?? 0) / 1_000_000
      lines.append([
        row.title == title ? "" : row.title, row.tool, Self.number(row.wall.median),
        Self.number(row.processor.median), "\(memory)", Self.ratio(row.ratios),
        row.promise ?? "", row.isKept.map { $0 ? "kept" : "**broken**" } ?? "",
      ])
      title = row.title
    }
    description =
      "\(figures.machine.sentence).\n\(figures.footage)\n\n"
      + MarkdownTable(header, lines).description
      + Self.warnings(figures)
  }

  /// Says where programs did not give the same number of pictures, for then they did other work.
  private static func warnings(_ figures: Figures) -> String {
    var lines: [String] = []
    for row in figures.rows where row.tool != "Shotlog" {
      let ours = figures.rows.first { $0.title == row.title && $0.tool == "Shotlog" }?.pictures
      if let ours, let theirs = row.pictures, ours != theirs {
        lines.append("\(row.title): \(row.tool) gave \(theirs) pictures, Shotlog \(ours).")
      }
    }
    return lines.isEmpty ? "" : "\n\n" + lines.joined(separator: "\n")
  }

  private static func ratio(_ ratios: [Double]) -> String {
    guard let least = ratios.min(), let most = ratios.max() else { return "" }
    return "\(number(ratios.median)) (\(number(least))-\(number(most)))"
  }

  private static func number(_ value: Double) -> String { String(format: "%.2f", value) }
}
