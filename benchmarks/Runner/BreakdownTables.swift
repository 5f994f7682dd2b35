import Evaluation
import Scoreboard

/// What several detectors find of each sort of change, and what their false alarms lie in, as two tables.
struct BreakdownTables: CustomStringConvertible {
  let description: String

  /// Makes the tables of tools that were run on the same clips; nil if none of the clips was put together.
  init?(_ tools: [(name: String, breakdown: Breakdown)]) {
    guard let first = tools.first?.breakdown, !first.changes.isEmpty else { return nil }
    let names = tools.map(\.name)
    let changes = first.sorts.map { sort in
      [sort.kind, sort.isSameShot ? "same" : "other", sort.length.rawValue]
        + tools.map { tool in
          tool.breakdown.changes[sort].map { "\($0.hits)/\($0.all)" } ?? ""
        }
    }
    let places = first.disturbances.sorted { $0.key < $1.key }.map { kind, count in
      [kind, "\(count.all)"] + tools.map { "\($0.breakdown.disturbances[kind]?.hits ?? 0)" }
    }
    let elsewhere = ["elsewhere", ""] + tools.map { "\($0.breakdown.falseAlarmsElsewhere)" }
    description =
      MarkdownTable(["Change", "shot", "frames"] + names, changes).description + "\n\n"
      + MarkdownTable(["False ones in", "places"] + names, places + [elsewhere]).description
  }
}
