import Evaluation
import Foundation

/// Every figure of a run of `accuracy`, to be kept.
struct AccuracyFile: Encodable {
  struct Tool: Encodable {
    let name: String
    let seconds: Double
    let cuts: Found
    let graduals: Found
    let falseAlarms: Int
    let precision: Double
    let recall: Double
    let f1: Double
    let f1OfAll: Double
    let meanOffset: Double?
    let meanOverlap: Double?
    let changes: [Change]
    let disturbances: [Disturbance]
    let falseAlarmsElsewhere: Int
  }

  struct Found: Encodable {
    let found: Int
    let all: Int
  }

  struct Change: Encodable {
    let kind: String
    let sameShot: Bool
    let frames: String
    let found: Int
    let all: Int
  }

  struct Disturbance: Encodable {
    let kind: String
    let places: Int
    let falseAlarms: Int
  }

  let tools: [Tool]
  /// The clips that were not there.
  let missing: [String]

  init(_ results: [Accuracy.Result], missing: [String]) {
    tools = results.map(Tool.init)
    self.missing = missing
  }

  /// Writes a document that reads well.
  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(self).write(to: URL(filePath: path))
  }
}

extension AccuracyFile.Tool {
  fileprivate init(_ result: Accuracy.Result) {
    let (score, breakdown) = (result.score, result.breakdown)
    self.init(
      name: result.tool, seconds: result.seconds,
      cuts: .init(found: score.foundCuts, all: score.cuts),
      graduals: .init(found: score.foundGraduals, all: score.graduals),
      falseAlarms: score.falseAlarms, precision: score.precision, recall: score.recall,
      f1: score.f1, f1OfAll: score.f1OfAll, meanOffset: score.meanOffset,
      meanOverlap: score.meanOverlap,
      changes: breakdown.sorts.compactMap { sort in
        breakdown.changes[sort].map { count in
          .init(
            kind: sort.kind, sameShot: sort.isSameShot, frames: sort.length.rawValue,
            found: count.hits, all: count.all)
        }
      },
      disturbances: breakdown.disturbances.sorted { $0.key < $1.key }.map { kind, count in
        .init(kind: kind, places: count.all, falseAlarms: count.hits)
      },
      falseAlarmsElsewhere: breakdown.falseAlarmsElsewhere)
  }
}
