import Foundation
import Scoreboard

/// Runs two builds of Shotlog in turn, over the same films, and says what changed.
struct PairedRun {
  let material: Material
  /// The folders that both were built into, each with `shotlog` and `benchmarks`.
  let folders: (old: String, new: String)
  let only: Set<String>
  let rounds: Int
  let note: (String) -> Void

  /// Runs, and gives a table.
  func run() throws -> String {
    let (old, new) = (contests(in: folders.old), contests(in: folders.new))
    var lines: [[String]] = []
    for (before, after) in zip(old, new) {
      do {
        note("\(before.title): its films")
        try material.make(before.films)
        lines.append(try line(before, after))
      } catch {
        lines.append([before.title, "", "", "", "", "failed: \(GroupTable.harmless("\(error)"))"])
      }
    }
    guard !lines.isEmpty else {
      throw ChildProcess.Failure(
        description: "none of \(only.sorted().joined(separator: ", ")) is run by programs alone; "
          + "\"benchmarks list\" shows what there is")
    }
    let table = MarkdownTable(
      ["Work", "old, wall s", "new, wall s", "new ÷ old", "CPU, new ÷ old", "verdict"], lines)
    return "\(table)\n\nOld and new took turns; --rounds \(rounds), short works oftener."
  }

  private func contests(in folder: String) -> [Contest] {
    let setting = Setting(
      material: material, benchmarks: "\(folder)/benchmarks", shotlog: "\(folder)/shotlog",
      python: "python3")
    return setting.groups.flatMap { group in
      group.trials.compactMap { trial -> Contest? in
        only.contains(group.name) || only.contains(trial.name) ? trial as? Contest : nil
      }
    }
  }

  private func line(_ before: Contest, _ after: Contest) throws -> [String] {
    var costs: (old: [ChildProcess.Cost], new: [ChildProcess.Cost]) = ([], [])
    for round in 0..<rounds * before.repeats {
      note("\(before.title): round \(round + 1) of \(rounds * before.repeats)")
      for isOld in round.isMultiple(of: 2) ? [true, false] : [false, true] {
        let cost = try ChildProcess(isOld ? before.command : after.command).cost
        if isOld { costs.old.append(cost) } else { costs.new.append(cost) }
      }
    }
    let ratios = zip(costs.new, costs.old).map { $0.wall / $1.wall }
    let verdict =
      switch Noise.verdict(ratios: ratios) {
      case .less: "**faster**"
      case .more: "**slower**"
      case .noise: "within the noise"
      case .unknown: "too few rounds to tell"
      }
    return [
      before.title, Figure.spread(costs.old.map(\.wall)), Figure.spread(costs.new.map(\.wall)),
      Figure.spread(ratios),
      Figure.spread(zip(costs.new, costs.old).map { $0.processor / max($1.processor, 1e-6) }),
      verdict,
    ]
  }
}
