internal import Batches

/// Something that happened in a batch, for those who watch.
enum BatchNews: Sendable {
  /// A worker began an item.
  case began(worker: Int, source: String, threads: Int)
  /// A worker is so far with its item.
  case progress(worker: Int, stage: String, part: Double?)
  /// An item ended; nil is the worker of one that none had to do.
  case ended(worker: Int?, LedgerLine)
  /// So many items there are in all, as far as that can be known.
  case counted(Int)
}

/// Hears what happens in a batch, from any thread.
protocol BatchListener: Sendable {
  /// Hears something; `tally` is how things stand then.
  func hear(_ news: BatchNews, _ tally: BatchTally)
  /// Makes room for what is written after the last item.
  func end()
}

/// For nobody.
struct SilentListener: BatchListener {
  func hear(_ news: BatchNews, _ tally: BatchTally) {}
  func end() {}
}
