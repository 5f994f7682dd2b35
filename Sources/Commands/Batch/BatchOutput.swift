internal import Batches
internal import JSON
internal import Threads

/// Where the results of a batch go.
protocol BatchOutput: Sendable {
  /// What became of an item before; nil if nothing is known.
  func entry(of key: ItemKey) -> Ledger.Entry?
  /// A place for a result that is not whole yet.
  func draft(_ worker: Int) throws(BatchError) -> any ResultDraft
  /// Keeps what became of an item; gives the line that says so.
  func settle(_ line: LedgerLine, _ draft: (any ResultDraft)?) throws(CommandError) -> LedgerLine
  /// Tidies up.
  func close()
}

/// A result that is being written.
protocol ResultDraft: Sendable {
  /// Takes its next piece.
  func take(_ bytes: [UInt8]) throws(BatchError)
}

/// Results as files, and a book of them.
struct FolderOutput: BatchOutput {
  let folder: ResultFolder

  func entry(of key: ItemKey) -> Ledger.Entry? {
    guard let entry = folder.ledger[key.text] else { return nil }
    // A result that somebody took away is made again.
    if let result = entry.result, !folder.holds(result) { return nil }
    return entry
  }

  func draft(_ worker: Int) throws(BatchError) -> any ResultDraft {
    FileDraft(number: worker, file: try folder.draft(worker))
  }

  func settle(_ line: LedgerLine, _ draft: (any ResultDraft)?) throws(CommandError) -> LedgerLine {
    do throws(BatchError) {
      if let draft = draft as? FileDraft {
        if line.status == .done, let result = line.result {
          try draft.finish()
          try folder.keep(draft.number, as: result)
        } else {
          folder.discard(draft.number)
        }
      }
      try folder.ledger.add(line)
    } catch {
      throw CommandError(error)
    }
    return line
  }

  func close() { folder.close() }

  private final class FileDraft: ResultDraft {
    let number: Int
    private let file: SafeFile
    /// Results come line by line, and files are written better in pieces.
    private let pending = Guarded<[UInt8]>([])

    init(number: Int, file: SafeFile) { (self.number, self.file) = (number, file) }

    func take(_ bytes: [UInt8]) throws(BatchError) {
      try pending.withLock { pending throws(BatchError) in
        pending += bytes
        guard pending.count >= 1 << 16 else { return }
        try file.write(pending)
        pending.removeAll(keepingCapacity: true)
      }
    }

    /// Comes back when all of it lies on the disk.
    func finish() throws(BatchError) {
      try pending.withLock { pending throws(BatchError) in
        try file.write(pending)
        pending.removeAll()
      }
      try file.settle()
    }
  }
}

/// Results as lines on standard output.
final class StreamOutput: BatchOutput {
  private let output: Guarded<OutputStream>

  init(_ output: OutputStream) { self.output = Guarded(output) }

  func entry(of key: ItemKey) -> Ledger.Entry? { nil }

  func draft(_ worker: Int) throws(BatchError) -> any ResultDraft { MemoryDraft() }

  func settle(_ line: LedgerLine, _ draft: (any ResultDraft)?) throws(CommandError) -> LedgerLine {
    var (line, document) = (line, JSONValue?.none)
    line.result = nil
    if line.status == .done, let draft = draft as? MemoryDraft {
      document = try? JSONReader().value(of: draft.bytes)
      if document == nil {
        line.status = .failed
        (line.code, line.reason) = ("crashed", "its process gave a result that is no document")
      }
    }
    let text = line.json(result: document).text + "\n"
    try output.withLock { output throws(CommandError) in try output.write(text) }
    return line
  }

  func close() {}

  private final class MemoryDraft: ResultDraft {
    private let content = Guarded<[UInt8]>([])

    var bytes: [UInt8] { content.withLock { $0 } }
    func take(_ bytes: [UInt8]) throws(BatchError) { content.withLock { $0 += bytes } }
  }
}

extension CommandError {
  /// What ends a whole batch.
  init(_ error: BatchError) {
    switch error.code {
    case .unreadable:
      self.init(.noInput, error.message, advice: "check the spelling of its path")
    case .invalidItem: self.init(.usage, error.message)
    case .inUse:
      self.init(.noOutput, error.message, advice: "wait for it, or name another folder with --out")
    case .unwritable:
      self.init(.noOutput, error.message, advice: "make room, or name another folder with --out")
    }
  }
}
