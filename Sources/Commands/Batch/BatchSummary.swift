internal import Batches
internal import JSON

/// How a batch ended.
struct BatchSummary {
  private let tally: BatchTally
  private let settings: BatchSettings
  private let seconds: Double
  private let wasStopped: Bool

  init(_ tally: BatchTally, _ settings: BatchSettings, seconds: Double, wasStopped: Bool) {
    (self.tally, self.settings) = (tally, settings)
    (self.seconds, self.wasStopped) = (seconds, wasStopped)
  }

  /// For programs.
  var event: JSONValue {
    .members([
      "event": "finished", "stopped": .flag(wasStopped), "done": .integer(Int64(tally.done)),
      "incomplete": .integer(Int64(tally.incomplete)), "before": .integer(Int64(tally.before)),
      "failed": Self.counts(tally.failed), "skipped": Self.counts(tally.skipped),
      "passed": .integer(Int64(tally.passed)), "seconds": .rounded(seconds, toPlaces: 3),
    ])
  }

  /// For people.
  func text(_ style: TextStyle) -> String {
    var table = TextTable(["items", " number", "what that means"])
    func add(_ name: String, _ count: Int, _ meaning: String) {
      if count > 0 { table.add([name, "\(count)", meaning]) }
    }
    add("done", tally.done - tally.incomplete, place)
    add("incomplete", tally.incomplete, "\(place); --retry asks again for what is missing")
    add("done before", tally.before, "the same content and options as an earlier item")
    for (code, count) in tally.failed.sorted(by: { $0.key < $1.key }) {
      add("failed", count, code)
    }
    for (code, count) in tally.skipped.sorted(by: { $0.key < $1.key }) {
      add("skipped", count, "\(code), in a folder")
    }
    add("passed over", tally.passed, "texts, photographs and the like, in folders")
    guard tally.ended + tally.passed > 0 else {
      return wasStopped ? "" : "there is nothing to look at\n"
    }
    return table.text(style)
      + "\(tally.ended) \(BatchWording.noun(tally.ended)) in \(Decimal.text(seconds, places: 1)) s\n"
  }

  private var place: String {
    settings.folder.map { "in \($0)/results" } ?? "written to standard output"
  }

  private static func counts(_ counts: [String: Int]) -> JSONValue {
    .object(counts.sorted { $0.key < $1.key }.map { .init($0.key, .integer(Int64($0.value))) })
  }
}
