import Evaluation
import Foundation

/// Scores shot detectors on a folder of annotated clips.
struct Accuracy {
  /// The folder of annotations.
  let truth: String
  /// The folder that the annotations' files are relative to.
  let clips: String
  let tools: [ShotTool]
  /// How many frames off a cut may be.
  let tolerance: Int

  /// What a tool did.
  struct Result {
    let tool: String
    var score = Score()
    /// What was found of each sort of change in clips that were put together.
    var breakdown = Breakdown()
    var seconds = 0.0
    /// A line for each clip.
    var lines: [String] = []
  }

  /// Runs every tool on every clip, and tells of each clip that is not there.
  func run(note: (String) -> Void) throws -> (results: [Result], missing: [String]) {
    var results = tools.map { Result(tool: $0.name) }
    var missing: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: truth).sorted()
    where name.hasSuffix(".json") {
      let data = try Data(contentsOf: URL(filePath: "\(truth)/\(name)"))
      let clip = try JSONDecoder().decode(AnnotatedClip.self, from: data)
      let path = "\(clips)/\(clip.file)"
      guard FileManager.default.fileExists(atPath: path) else {
        missing.append(clip.file)
        continue
      }
      let times = try frameTimes(of: path)
      for (place, tool) in tools.enumerated() {
        note("\(name): \(tool.name)")
        let (found, seconds) = try tool.run(on: path, times: times)
        let matching = Matching(clip, found, tolerance: tolerance)
        results[place].score.add(matching)
        results[place].breakdown.add(matching, of: clip, tolerance: tolerance)
        results[place].seconds += seconds
        results[place].lines.append(Self.line(name.dropLast(5), matching))
      }
    }
    return (results, missing)
  }

  private static func line(_ name: Substring, _ matching: Matching) -> String {
    let cuts = matching.cuts.count + matching.missedCuts.count
    let graduals = matching.graduals.count + matching.missedGraduals.count
    var line =
      "\(name): cuts \(matching.cuts.count)/\(cuts), gradual \(matching.graduals.count)/\(graduals)"
    if !matching.falseAlarms.isEmpty {
      line += ", false \(matching.falseAlarms.map { "\($0.lowerBound)" }.joined(separator: " "))"
    }
    if !matching.missedCuts.isEmpty {
      line += ", missed \(matching.missedCuts.map(String.init).joined(separator: " "))"
    }
    return line
  }

  private func frameTimes(of path: String) throws -> [Double] {
    let output = try ChildProcess([
      "ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries",
      "frame=best_effort_timestamp_time", "-of", "csv=p=0", path,
    ]).output
    return output.split(whereSeparator: { $0 == "\n" || $0 == "," }).compactMap { Double($0) }
  }
}

extension Accuracy.Result {
  /// The result as a row of a Markdown table.
  var row: [String] {
    func number(_ value: Double) -> String { String(format: "%.3f", value) }
    return [
      tool, number(score.recall), number(score.precision), number(score.f1),
      "\(score.foundCuts)/\(score.cuts)", "\(score.foundGraduals)/\(score.graduals)",
      number(score.f1OfAll), "\(score.falseAlarms)",
      score.meanOffset.map { String(format: "%+.2f", $0) } ?? "", String(format: "%.1f", seconds),
    ]
  }

  /// The names of the columns.
  static let columns = [
    "Tool", "recall", "precision", "F1 of cuts", "cuts", "gradual", "F1 of all", "false",
    "mean offset", "seconds",
  ]
}
