/// How a child process ended, and what it used.
package struct Ending: Sendable, Equatable {
  /// Why it ended.
  package enum Cause: Sendable, Equatable {
    /// By itself, with a code.
    case exited(Int)
    /// By a signal that was not ours.
    case signalled(Int)
    /// It ran longer than it may, and was ended.
    case timedOut
    /// It was wanted no more, and was ended.
    case cancelled
    /// Who read its lines had enough of it, and it was ended.
    case dismissed
    /// It wrote a line that was too long, and was ended.
    case lineTooLong
    /// It wrote too much, and was ended.
    case outputTooLong
    /// It never began; the reason is for people.
    case notStarted(String)
  }

  /// Why it ended.
  package let cause: Cause
  /// The last that it wrote to its standard error, at most 4096 bytes.
  package let lastWords: String
  /// The time it spent on all cores.
  package let cpu: Duration
  /// The most memory it had at once, in bytes; nil if that is not known, since it never had more than this process.
  package let peakMemory: Int64?

  package init(
    _ cause: Cause, lastWords: String = "", cpu: Duration = .zero, peakMemory: Int64? = nil
  ) {
    (self.cause, self.lastWords, self.cpu, self.peakMemory) = (cause, lastWords, cpu, peakMemory)
  }
}
