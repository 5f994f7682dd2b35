internal import Batches
internal import Threads

/// Tells people who look at a file later, or at a pipe: a line for each item that ended.
final class LineListener: BatchListener {
  private let output: Guarded<OutputStream>

  init(_ output: OutputStream) { self.output = Guarded(output) }

  func hear(_ news: BatchNews, _ tally: BatchTally) {
    guard case .ended(let worker, let line) = news, worker != nil || line.status == .failed else {
      return
    }
    let text = "\(BatchWording.count(tally)) \(BatchWording.ended(line))\n"
    output.withLock { output in try? output.write(text) }
  }

  func end() {}
}

/// How people are told of a batch.
enum BatchWording {
  /// How many ended, of how many.
  static func count(_ tally: BatchTally) -> String {
    tally.total.map { "\(tally.ended)/\(max($0 - tally.passed, tally.ended))" } ?? "\(tally.ended)"
  }

  /// What so many are called.
  static func noun(_ count: Int) -> String { count == 1 ? "item" : "items" }

  /// What became of an item.
  static func ended(_ line: LedgerLine) -> String {
    let reason = line.code.map { ": \($0)\(line.reason.map { ", \($0)" } ?? "")" } ?? ""
    return TextStyle.harmless("\(line.status.rawValue) \(line.source)\(reason)")
  }
}
