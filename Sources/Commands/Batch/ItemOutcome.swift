internal import Batches
internal import Confinement

/// What came of an item.
enum ItemOutcome: Equatable {
  /// There is a result; it may lack something.
  case done(isComplete: Bool, reason: String?)
  /// There is none, and there will be none.
  case failed(code: String, reason: String)
  /// Its process ended before its time, and another may do better.
  case fell(reason: String)
  /// It was taken away.
  case stopped

  /// What a process said before it ended.
  struct Said: Equatable {
    /// Whether the result is complete, once it is said that it follows.
    var document: Bool?
    /// Why there is none.
    var failure: ItemFailure?
    /// What went wrong with keeping what it said.
    var trouble: BatchError?
    /// Whether it said something that means nothing.
    var isGarbled = false
  }

  /// Judges an end by what was said before and by what was allowed.
  init(_ ending: Ending, _ said: Said, memory: Int64, timeout: Duration?) {
    let isShort =
      ending.peakMemory ?? 0 >= memory / 4 * 3
      || Self.complaints.contains {
        ending.lastWords.contains($0) || said.failure?.reason.contains($0) ?? false
      }
    let excess = ItemOutcome.failed(
      code: "out_of_memory",
      reason: "it needs more than \(memory >> 20) MB; --memory allows more, and fewer --jobs too")
    switch ending.cause {
    case .cancelled: self = .stopped
    case .timedOut:
      let seconds = timeout.map { "\($0 / .seconds(1))" } ?? ""
      self = .failed(
        code: "timed_out", reason: "it took longer than \(seconds) s; --timeout allows more")
    case .exited(0) where !said.isGarbled:
      if let failure = said.failure, failure.code == "cancelled" {
        self = .fell(reason: "its process was asked to end by somebody else")
      } else if let failure = said.failure {
        self = isShort ? excess : .failed(code: failure.code, reason: failure.reason)
      } else if let isComplete = said.document {
        self = .done(
          isComplete: isComplete, reason: isComplete ? nil : Self.lastLine(ending.lastWords))
      } else {
        self = .fell(reason: "its process ended without a word")
      }
    case .notStarted(let reason):
      self = .fell(reason: "its process could not be started: \(reason)")
    case .exited(let code):
      self = isShort ? excess : .fell(reason: "its process ended with code \(code)")
    case .signalled(let signal):
      self = isShort ? excess : .fell(reason: "its process was ended by signal \(signal)")
    case .dismissed, .lineTooLong, .outputTooLong:
      self = .fell(reason: "its process said what means nothing")
    }
  }

  private static let complaints = [
    "bad_alloc", "allocate memory", "out of memory", "Out of memory",
  ]

  private static func lastLine(_ words: String) -> String? {
    words.split(separator: "\n").last.map {
      TextStyle.harmless(String($0.trimmingPrefix("shotlog: ")))
    }
  }
}

/// Why an item has no result.
struct ItemFailure: Equatable {
  let code: String
  let reason: String
}
