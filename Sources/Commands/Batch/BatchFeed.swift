internal import Batches
internal import Dispatch
internal import Services
internal import Threads

/// Walks ahead of the workers: sorts out what needs no work, and holds a few items ready that do.
final class BatchFeed: Sendable {
  /// An item that is to be done.
  struct Ready: Sendable {
    let item: BatchItem
    let key: ItemKey
    let settings: [ItemSetting]
    let words: [String]
  }

  private struct State {
    var ready: [Ready] = []
    var isOver = false
    /// Items under way, and others with the same content and settings that wait for what comes of them.
    var twins: [ItemKey: [BatchItem]] = [:]
    /// What is no item and was told already: folders that are watched are walked again and again.
    var broken: Set<String> = []
  }

  private let desk: BatchDesk
  private let words: BatchWords
  private let state = Guarded(State())
  private let room = DispatchSemaphore(value: 0)
  private let arrivals = DispatchSemaphore(value: 0)

  init(_ desk: BatchDesk, _ words: BatchWords) {
    (self.desk, self.words) = (desk, words)
    // As many as there are workers say whether the end is near.
    for _ in 0...desk.settings.jobs { room.signal() }
  }

  private var isCancelled: Bool { desk.isCancelled }

  // MARK: Walking

  /// Walks to the end, or for as long as folders are watched; blocks.
  func walk() {
    defer {
      state.withLock { $0.isOver = true }
      arrivals.signal()
    }
    do throws(CommandError) {
      guard let rest = desk.settings.watchRest else { return try walkOnce() { _ in true } }
      let watch = WatchPlace(FolderWatch(rest: rest))
      while !isCancelled {
        try walkOnce(watch.isDue)
        pause(min(rest, Self.longestPause))
      }
    } catch {
      desk.fail(error)
    }
  }

  private func walkOnce(_ isDue: (BatchItem) -> Bool) throws(CommandError) {
    let walk = desk.walk()
    while !isCancelled {
      let entry: ItemEntry?
      do { entry = try walk.next() } catch { throw CommandError(error) }
      switch entry {
      case nil: return
      case .broken(let source, let error, let mark):
        guard desk.settings.shard.holds(mark),
          state.withLock({ $0.broken.insert(source).inserted })
        else { continue }
        try desk.settle(
          LedgerLine(
            source: source, id: ItemKey(ofBroken: source).text, .failed,
            code: error.code == .unreadable ? "not_found" : error.code.rawValue,
            reason: error.message))
      case .item(let item):
        guard desk.settings.shard.holds(item.mark), isDue(item) else { continue }
        try take(item)
      }
    }
  }

  private func take(_ item: BatchItem) throws(CommandError) {
    if !item.isNamed, ContentGuess.isNoVideo(item.path) { return desk.pass() }
    let settings = words.settings(of: item)
    let key = ItemKey(
      of: item, companions: BatchRights.companions(of: item), command: words.name,
      settings: words.known(settings))
    let words: [String]
    do {
      words = try self.words.words(for: settings)
    } catch {
      try desk.settle(
        LedgerLine(
          source: item.source, id: key.text, .failed, code: "invalid_item", reason: error.line))
      return
    }
    let isTwin = state.withLock { state in
      if state.twins[key] == nil || desk.settings.folder == nil { return false }
      state.twins[key]?.append(item)
      return true
    }
    guard !isTwin, try !desk.isSettled(item, key) else { return }
    push(Ready(item: item, key: key, settings: settings, words: words))
  }

  private func push(_ ready: Ready) {
    while room.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
      if isCancelled { return }
    }
    state.withLock { state in
      state.ready.append(ready)
      state.twins[ready.key] = []
    }
    arrivals.signal()
  }

  /// Ends an item: others that are the same may be had for nothing now.
  func end(_ ready: Ready, as line: LedgerLine) throws(CommandError) {
    let twins = state.withLock { $0.twins.removeValue(forKey: ready.key) ?? [] }
    for twin in twins { try desk.settle(twin, like: line) }
  }

  // MARK: Working

  /// Waits for the next item, and counts those that are known not to have begun, with itself; nil at the end.
  func next() -> (ready: Ready, left: Int)? {
    var patience = Self.patience
    while !isCancelled {
      let (ready, count, isOver) = state.withLock { state in
        // A few moments more tell whether it is the last one, and may have all cores.
        let isSure = state.isOver || state.ready.count > desk.settings.jobs || patience <= 0
        let count = state.ready.count
        let ready = isSure && count > 0 ? state.ready.removeFirst() : nil
        return (ready, count, state.isOver)
      }
      if let ready {
        room.signal()
        return (ready, count)
      }
      if count == 0, isOver { return nil }
      if arrivals.wait(timeout: .now() + .milliseconds(20)) == .timedOut, count > 0 {
        patience -= 1
      }
    }
    return nil
  }

  private func pause(_ seconds: Double) {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end, !isCancelled {
      _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(50))
    }
  }

  private static let patience = 10
  private static let longestPause = 2.0
}

/// Keeps what a watch has seen from one walk to the next.
private final class WatchPlace {
  private var watch: FolderWatch

  init(_ watch: FolderWatch) { self.watch = watch }

  /// Whether an item is at rest and was not taken like this before.
  func isDue(_ item: BatchItem) -> Bool {
    let facts = item.isAddress ? nil : FileFacts(of: item.path)
    // A manifest may ask several things of one film.
    let name = ([item.path] + item.settings.map { "\($0)" }).joined(separator: "\0")
    return watch.take(
      name, facts ?? FileFacts(kind: .other, size: 0, changed: 0), now: WatchPlace.now)
  }

  private static var now: Double { Double(WorkClock.now.milliseconds) / 1000 }
}
