internal import Batches
internal import Media
internal import Threads

/// What everybody in a batch shares: where results go, how things stand, who listens, and whether to go on.
final class BatchDesk: Sendable {
  private struct State {
    var tally = BatchTally()
    var failure: CommandError?
  }

  let settings: BatchSettings
  let output: any BatchOutput
  private let listener: any BatchListener
  private let interruption: Interruption
  private let shunned: [String]
  private let state = Guarded(State())
  /// Held while a change is told, so that changes are heard in the order in which they were counted.
  private let telling = Guarded(())

  init(
    _ settings: BatchSettings, _ output: any BatchOutput, _ listener: any BatchListener,
    _ interruption: Interruption, shunning shunned: [String]
  ) {
    (self.settings, self.output, self.listener) = (settings, output, listener)
    (self.interruption, self.shunned) = (interruption, shunned)
  }

  /// Whether the batch is to end now.
  var isCancelled: Bool { interruption.isDue }
  /// How things stand.
  var tally: BatchTally { state.withLock { $0.tally } }
  /// What ended the batch before its time.
  var failure: CommandError? { state.withLock { $0.failure } }

  /// A new walk over all items.
  func walk() -> ItemWalk {
    ItemWalk(settings.origins, shunning: shunned) { [interruption] in interruption.isDue }
  }

  /// Counts all items, where that can be done without waiting for others; blocks.
  func count() {
    guard settings.watchRest == nil,
      !settings.origins.contains(where: { if case .pipe = $0 { true } else { false } })
    else { return }
    let walk = walk()
    var total = 0
    while let entry = try? walk.next() {
      let mark =
        switch entry {
        case .item(let item): item.mark
        case .broken(_, _, let mark): mark
        }
      if settings.shard.holds(mark) { total += 1 }
    }
    guard !isCancelled else { return }
    change(.counted(total)) { $0.total = total }
  }

  /// Ends everything because of what went wrong.
  func fail(_ error: CommandError) {
    state.withLock { state in
      if state.failure == nil, error.exitCode != .cancelled { state.failure = error }
    }
    interruption.cancel()
  }

  /// Tells those who watch.
  func tell(_ news: BatchNews) { listener.hear(news, tally) }

  /// Leaves out a file that is surely no video.
  func pass() { state.withLock { $0.tally.passed += 1 } }

  /// Whether an item needs no work: it was done before, or failed and is not to be tried again.
  func isSettled(_ item: BatchItem, _ key: ItemKey) throws(CommandError) -> Bool {
    guard !settings.repeats, let entry = output.entry(of: key) else { return false }
    var line = LedgerLine(
      source: item.source, id: key.text, entry.status, result: entry.result, code: entry.code,
      reason: entry.reason)
    switch entry.status {
    case .done:
      if settings.retries, entry.code != nil { return false }
      try settle(line, isNew: false)
      return true
    case .failed, .skipped:
      // What could not even be opened may have come back.
      guard key.hasContent, !settings.retries else { return false }
      if entry.status == .skipped, item.isNamed { return false }
      line.result = nil
      try settle(line, isNew: false)
      return true
    }
  }

  /// Settles an item like another one of the same content and settings.
  func settle(_ item: BatchItem, like line: LedgerLine) throws(CommandError) {
    var twin = line
    twin.source = item.source
    try settle(twin, isNew: false)
  }

  /// Writes down what became of an item, counts and tells it.
  @discardableResult
  func settle(
    _ line: LedgerLine, _ draft: (any ResultDraft)? = nil, worker: Int? = nil, isNew: Bool = true
  ) throws(CommandError) -> LedgerLine {
    let line = try output.settle(line, draft)
    change(.ended(worker: worker, line)) { $0.count(line, isNew: isNew) }
    return line
  }

  private func change(_ news: BatchNews, _ change: (inout BatchTally) -> Void) {
    telling.withLock { _ in
      let tally = state.withLock { state in
        change(&state.tally)
        return state.tally
      }
      listener.hear(news, tally)
    }
  }
}
