internal import Batches

/// How a batch stands: how many items ended, and how.
struct BatchTally: Sendable, Equatable {
  /// Items with a result by this run.
  var done = 0
  /// Of those, the ones whose result lacks something.
  var incomplete = 0
  /// Items that had their result already.
  var before = 0
  /// Items without one, by code.
  var failed: [String: Int] = [:]
  /// Items of which nothing was to be had, by code.
  var skipped: [String: Int] = [:]
  /// Files in folders that need no look to be no videos.
  var passed = 0
  /// How many there are; nil while nobody knows.
  var total: Int?

  var failures: Int { failed.values.reduce(0, +) }
  var skips: Int { skipped.values.reduce(0, +) }
  /// All that ended.
  var ended: Int { done + before + failures + skips }

  /// Counts an item that ended.
  mutating func count(_ line: LedgerLine, isNew: Bool) {
    switch line.status {
    case .done where isNew:
      done += 1
      if line.code != nil { incomplete += 1 }
    case .done: before += 1
    case .failed: failed[line.code ?? "failed", default: 0] += 1
    case .skipped: skipped[line.code ?? "skipped", default: 0] += 1
    }
  }
}
