import Foundation

/// A comparison as Markdown.
package struct ComparisonPage: CustomStringConvertible {
  package let description: String

  package init(_ comparison: Comparison) {
    let table = MarkdownTable(
      ["Work", "Tool", "", "before", "after", "change", "verdict"],
      comparison.lines.map { line in
        [
          line.title, line.tool, Self.name(line.measure), Self.text(line.before, line.measure),
          Self.text(line.after, line.measure), Self.percent(line.change), Self.words(line),
        ]
      })
    let better = comparison.lines.filter { $0.isBetter == true }.count
    let worse = comparison.lines.filter { $0.isBetter == false }.count
    var notes = [
      "\(comparison.lines.count) figures: \(better) better and \(worse) worse beyond the noise."
    ]
    if !comparison.isSameMachine {
      notes.append("The machines or the films differ: only ratios, memory and shares are compared.")
    } else if let drift = comparison.drift, (drift - 1).magnitude >= Noise.leastChange {
      notes.append(
        "The other tools took \(Self.percent(drift - 1)) of time: the machine itself was not alike, "
          + "and ratios tell more than seconds.")
    }
    if !comparison.lost.isEmpty {
      notes.append("Only before: \(comparison.lost.joined(separator: "; ")).")
    }
    if !comparison.new.isEmpty {
      notes.append("Only after: \(comparison.new.joined(separator: "; ")).")
    }
    let words = notes.joined(separator: "\n")
    description = comparison.lines.isEmpty ? words : "\(table)\n\n\(words)"
  }

  private static func name(_ measure: Measure) -> String {
    switch measure {
    case .wall: "wall s"
    case .processor: "CPU s"
    case .memory: "memory MB"
    case .ratio: "÷ tool"
    case .processorRatio: "CPU ÷ tool"
    case .gain: "× one job"
    case .use: "cores at work"
    case .slowest: "99 % within ms"
    case .rate: "a second"
    }
  }

  private static func text(_ values: [Double], _ measure: Measure) -> String {
    Figure.spread(measure == .memory ? values.map { $0 / 1e6 } : values)
  }

  private static func percent(_ part: Double) -> String { String(format: "%+.1f %%", part * 100) }

  private static func words(_ line: Comparison.Line) -> String {
    switch line.verdict {
    case .unknown: "too few rounds to tell"
    case .noise: "within the noise"
    case .less, .more: line.isBetter == true ? "**better**" : "**worse**"
    }
  }
}
