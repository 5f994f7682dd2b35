import Foundation
import Scoreboard

/// A server under load, by the script that loads it.
struct ServerTrial: Trial {
  /// What runs the script.
  struct Client: Sendable {
    let python: String
    let shotlog: String
    let isQuick: Bool
  }

  /// What the script says of a trial.
  private struct Report: Decodable {
    let title: String
    let words: String
    let seconds: Double
    let rate: Double?
    let slowest: Double?
    let memory: Double
  }

  let name: String
  let title: String
  let client: Client
  /// For how long, in seconds; nil for trials that end by themselves.
  var seconds: Int?
  var own: [Promise] = []

  var films: [String] { [] }
  var promises: [(tool: String, promises: [Promise])] { [("Shotlog", own)] }

  func rows(rounds: Int, note: (String) -> Void) throws -> [BoardRow] {
    note(title)
    let script = "\(Folders.root)/benchmarks/server.py"
    let output = try ChildProcess(
      [client.python, script, "--json"] + (client.isQuick ? ["--quick"] : [])
        + [client.shotlog, name + (seconds.map { "=\($0)" } ?? "")]
    ).output
    let report = try JSONDecoder().decode(Report.self, from: Data(output.utf8))
    var figures: [Measure: [Double]] = [.wall: [report.seconds], .memory: [report.memory]]
    figures[.rate] = report.rate.map { [$0] }
    figures[.slowest] = report.slowest.map { [$0] }
    return [
      BoardRow(
        trial: name, title: report.title, tool: "Shotlog", figures: figures, promises: own,
        remark: report.words)
    ]
  }
}
