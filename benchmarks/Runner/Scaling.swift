import Foundation
import Scoreboard

/// A batch of many films by one job and by several, and of one film alone.
struct Scaling: Trial {
  let shotlog: String
  let material: Material
  let cores: Int

  let name = "batch"
  let title = "shotlog batch"
  var films: [String] { [material.pieces, material.film] }

  var promises: [(tool: String, promises: [Promise])] {
    [("1 job", [])]
      + more.map { ("\($0) jobs", $0 == 2 ? [Promise(.gain, 1.8)] : []) }
      + [("one film alone, \(cores) jobs", [Promise(.use, 0.9)])]
  }

  /// Numbers of jobs to compare with one.
  private var more: [Int] { [2, 4, 8, 16].filter { $0 <= cores } }

  func rows(rounds: Int, note: (String) -> Void) throws -> [BoardRow] {
    guard (try? ChildProcess([shotlog, "batch", "--help"])) != nil else {
      return [
        BoardRow(
          trial: name, title: title, tool: "Shotlog", missing: "this program has no such command")
      ]
    }
    var runs: [Int: [ChildProcess.Cost]] = [:]
    var alone: [ChildProcess.Cost] = []
    for round in 0..<rounds {
      note("\(title): round \(round + 1) of \(rounds)")
      for jobs in [1] + more {
        runs[jobs, default: []].append(try cost(of: material.pieces, jobs: jobs))
      }
      alone.append(try cost(of: material.film, jobs: cores))
    }
    let single = runs[1] ?? []
    var rows = ([1] + more).map { jobs in
      let costs = runs[jobs] ?? []
      let gain = zip(single, costs).map { $0.wall / $1.wall }
      return row(
        jobs == 1 ? "1 job" : "\(jobs) jobs", costs, jobs == 1 ? [:] : [.gain: gain])
    }
    rows.append(
      row(
        "one film alone, \(cores) jobs", alone,
        [.use: alone.map { $0.processor / ($0.wall * Double(cores)) }]))
    return rows
  }

  private func row(
    _ tool: String, _ costs: [ChildProcess.Cost], _ more: [Measure: [Double]]
  ) -> BoardRow {
    let figures: [Measure: [Double]] = [
      .wall: costs.map(\.wall), .processor: costs.map(\.processor),
      .memory: costs.map { Double($0.memory) },
    ]
    return BoardRow(
      trial: name, title: title, tool: tool, figures: figures.merging(more) { $1 },
      promises: promises.first { $0.tool == tool }?.promises ?? [])
  }

  /// Runs a batch that remembers nothing of those before.
  private func cost(of input: String, jobs: Int) throws -> ChildProcess.Cost {
    let folder = FileManager.default.temporaryDirectory.appending(path: "shotlog-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try ChildProcess([
      "env", "XDG_DATA_HOME=\(folder)/data", "XDG_CACHE_HOME=\(folder)/cache", shotlog, "batch",
      input, "--out", "\(folder)/out", "--jobs", "\(jobs)", "--quiet",
    ]).cost
  }
}
