import Evaluation
import Foundation
import MediaTypes

/// A program that finds shots, and how its answer is read.
struct ShotTool {
  /// The form of an answer.
  enum Answer {
    /// A document with `transitions` on the file's own clock.
    case document
    /// A line for each cut, in seconds, on a clock that starts at zero or at the file's start.
    case lines
    /// What ffmpeg's filter writes into the log.
    case log
  }

  let name: String
  let command: [String]
  let answer: Answer

  /// What the program finds in a clip whose frames appear at `times`, and how many seconds it takes.
  func run(on path: String, times: [Double]) throws -> ([Matching.Detection], seconds: Double) {
    let process = try ChildProcess(command.map { $0 == "CLIP" ? path : $0 })
    let found: [Matching.Detection]
    switch answer {
    case .document:
      let document = try JSONDecoder().decode(Document.self, from: Data(process.output.utf8))
      found = document.transitions.map {
        let (first, last) = (times.nearest(to: $0.start), times.nearest(to: $0.end))
        return min(first, last)...max(first, last)
      }
    case .lines:
      let seconds = process.output.split(separator: "\n").compactMap { Double($0) }
      // Versions differ in whether the clock starts at zero: the reading that fits the frames better is taken.
      let readings = [0, times.first ?? 0].map { shift in
        seconds.map { (frame: times.nearest(to: $0 + shift), time: $0 + shift) }
      }
      let best = readings.min { times.misfit($0) < times.misfit($1) } ?? []
      found = best.map { $0.frame...$0.frame }
    case .log:
      let zero = times.first ?? 0
      found = process.complaints.matches(of: /lavfi\.scd\.time: ([\d.]+)/).compactMap { match in
        Double(match.1).map { times.nearest(to: $0 + zero) }
      }.map { $0...$0 }
    }
    return (found, process.cost.wall)
  }

  /// Every detector that there is.
  static func all(shotlog: String, python: String) -> [ShotTool] {
    let script = "\(Folders.peers)/with_pyscenedetect.py"
    let exact = [shotlog, "shots", "CLIP", "--json", "--quiet"]
    return [
      ShotTool(name: "shotlog", command: exact, answer: .document),
      ShotTool(name: "fast", command: exact + ["--fast"], answer: .document),
      ShotTool(name: "content", command: [python, script, "content", "CLIP"], answer: .lines),
      ShotTool(name: "adaptive", command: [python, script, "adaptive", "CLIP"], answer: .lines),
      ShotTool(
        name: "scdet",
        command: ["ffmpeg", "-nostdin", "-i", "CLIP", "-an", "-vf", "scdet", "-f", "null", "-"],
        answer: .log),
    ]
  }

  private struct Document: Decodable {
    struct Transition: Decodable {
      let start: Double
      let end: Double
    }

    let transitions: [Transition]
  }
}

extension [Double] {
  /// The place of the number that is nearest.
  fileprivate func nearest(to value: Double) -> Int {
    let place = firstPlace { $0 >= value }
    guard place > 0 else { return 0 }
    return place == count || value - self[place - 1] < self[place] - value ? place - 1 : place
  }

  fileprivate func misfit(_ reading: [(frame: Int, time: Double)]) -> Double {
    reading.reduce(0) { $0 + abs(self[$1.frame] - $1.time) }
  }
}
