internal import Confinement
internal import Tasks

/// What a child's end means for its task.
enum Verdict: Equatable {
  /// It has a result.
  case done(ChildWord.Result)
  /// It never will.
  case failed(TaskRecord.Failure)
  /// It brought its worker down, for that reason.
  case fell(String)
  /// It was taken away.
  case stopped

  /// What the child said before it ended.
  struct Said: Equatable {
    /// Its last word, from which on nothing may follow.
    var last: ChildWord?
    /// What was wrong with a line.
    var breach: String?
  }

  /// Judges an end by what was said before and by what was allowed.
  init(_ ending: Ending, _ said: Said, _ limits: WorkerLimits) {
    switch ending.cause {
    case .cancelled: self = .stopped
    case .exited(0):
      switch (said.breach, said.last) {
      case (let breach?, _): self = .fell(breach)
      case (nil, .done(let result)): self = .done(result)
      case (nil, .failed(let failure)): self = .failed(failure)
      case (nil, _): self = .fell("ended without a last word")
      }
    case .timedOut where said.last != nil: self = .fell("did not end after its last word")
    case .timedOut: self = .late("ran longer than \(limits.wallClock.words)")
    case .dismissed: self = .fell(said.breach ?? "was dismissed")
    case .lineTooLong: self = .fell("wrote a line of more than \(Int64(limits.lineLength).words)")
    case .outputTooLong: self = .fell("wrote more than \(Int64(limits.output).words)")
    case .notStarted(let reason): self = .fell("could not be started: \(reason)")
    case .exited(let code):
      self = .fell(Self.excess(ending, limits) ?? "ended with code \(code)")
    case .signalled(let signal):
      if let cpu = limits.cpu, signal == Self.cpuSignal || signal == 9 && ending.cpu >= cpu {
        self = .late("used more than \(cpu.words) of processor time")
      } else if let size = limits.fileSize, signal == Self.fileSizeSignal {
        self = .fell("wrote a file of more than \(size.words)")
      } else {
        self = .fell(Self.excess(ending, limits) ?? "was ended by signal \(signal)")
      }
    }
  }

  private static func late(_ words: String) -> Verdict {
    .failed(TaskRecord.Failure(code: "timeout", reason: "The worker \(words)."))
  }

  /// That a child had too little memory; nil unless that is likely.
  ///
  /// Programs that get none end in all sorts of ways. It was that if they had most of it, or if they say so.
  private static func excess(_ ending: Ending, _ limits: WorkerLimits) -> String? {
    guard let memory = limits.memory else { return nil }
    let complaints = ["MemoryError", "bad_alloc", "allocate memory", "out of memory"]
    let isLikely =
      ending.peakMemory ?? 0 >= memory / 4 * 3
      || complaints.contains { ending.lastWords.contains($0) }
    return isLikely ? "used more than \(memory.words) of memory" : nil
  }

  // SIGXCPU and SIGXFSZ, the same on all machines that Linux filters calls on.
  private static let cpuSignal = 24
  private static let fileSizeSignal = 25
}

extension Int64 {
  /// A number of bytes, in words.
  var words: String {
    for (unit, name) in [(Int64(1) << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")] {
      if self >= unit, self % unit == 0 { return "\(self / unit) \(name)" }
    }
    return "\(self) bytes"
  }
}

extension Duration {
  /// A time in seconds, in words.
  fileprivate var words: String {
    let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    return milliseconds % 1000 == 0
      ? "\(milliseconds / 1000) s" : "\(Double(milliseconds) / 1000) s"
  }
}
