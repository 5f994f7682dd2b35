internal import JSON
internal import Threads

/// The book of a batch: one line for each item that ended, on the disk before the next thing happens.
///
/// It only ever grows. A process that is killed leaves at most one line that is not whole, and that is cut off when the
/// book is opened again. Of several lines with one id the last counts.
package final class Ledger: Sendable {
  /// What is remembered of an item.
  package struct Entry: Sendable, Equatable {
    /// How it ended.
    package let status: LedgerLine.Status
    /// Where its result lies.
    package let result: String?
    /// Why it is not done, or not wholly.
    package let code: String?
    /// The same in a sentence.
    package let reason: String?
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var told: Set<Int> = []
  }

  private let file: SafeFile
  private let state: Guarded<State>

  /// Opens the book, and mends its end.
  package init(_ path: String) throws(BatchError) {
    guard let file = try SafeFile(appendingTo: path) else {
      throw BatchError(.inUse, "another batch writes \(path)")
    }
    self.file = file
    let book = try LineSource(path: path)
    var state = State()
    var whole: Int64 = 0
    while let line = try book.next() {
      guard line.isEnded else {
        try file.truncate(to: whole)
        break
      }
      whole = line.end
      // What a bad disk made of a line is no line: its item is done again.
      guard let line = LedgerLine(line.bytes) else { continue }
      Self.take(line, into: &state)
    }
    self.state = Guarded(state)
  }

  /// What is remembered under an id; nil for nothing.
  package subscript(id: String) -> Entry? { state.withLock { $0.entries[id] } }

  /// Writes a line, unless it says nothing new; gives whether it did.
  @discardableResult
  package func add(_ line: LedgerLine) throws(BatchError) -> Bool {
    let isNews = state.withLock { state in
      // What was told before counts again if something else was told since.
      !state.told.contains(Self.mark(line)) || state.entries[line.id]?.status != line.status
    }
    guard isNews else { return false }
    try file.write(Array((line.json().text + "\n").utf8))
    try file.settle()
    state.withLock { Self.take(line, into: &$0) }
    return true
  }

  private static func take(_ line: LedgerLine, into state: inout State) {
    state.told.insert(mark(line))
    state.entries[line.id] = Entry(
      status: line.status, result: line.result, code: line.code, reason: line.reason)
  }

  /// What tells lines apart that say different things, in little room.
  private static func mark(_ line: LedgerLine) -> Int {
    var hasher = Hasher()
    hasher.combine(line.source)
    hasher.combine(line.id)
    hasher.combine(line.status)
    hasher.combine(line.code)
    hasher.combine(line.reason)
    return hasher.finalize()
  }
}
