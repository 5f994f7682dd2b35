internal import Confinement
internal import Synchronization

/// A program run to its end, as the system counts what that takes.
struct MeasuredRun {
  /// What came of it.
  struct Result: Sendable {
    let ending: Ending
    /// Seconds from start to end.
    let seconds: Double
    /// The first line of its output; nil if it wrote none.
    let line: [UInt8]?

    /// What went wrong, in words.
    var failure: String {
      switch ending.cause {
      case .timedOut: "it ran too long; --timeout allows more"
      case .notStarted(let reason): "it could not be started: \(reason)"
      case .signalled(let number): "it was ended by signal \(number)"
      default:
        ending.lastWords.split(separator: "\n").last.map(String.init)
          ?? "it ended without saying why"
      }
    }
  }

  private let child: ChildProcess
  private let console: Console

  init(_ program: String, _ words: [String], _ console: Console, patience: Duration) {
    var child = ChildProcess(program, words, environment: console.environment)
    (child.wallClock, child.grace) = (patience, .milliseconds(500))
    (self.child, self.console) = (child, console)
  }

  /// Runs it, and waits for its end.
  func result() -> Result {
    let first = FirstLine()
    let child = child
    let start = ContinuousClock.now
    let ending = console.waiting { () async throws(Never) in
      let ending = await child.run(input: []) { line in
        first.line.withLock { $0 = $0 ?? line }
        return .goOn
      }
      return (ending, ContinuousClock.now)
    }
    return Result(
      ending: ending.0, seconds: start.duration(to: ending.1) / .seconds(1),
      line: first.line.withLock { $0 })
  }
}

/// Where the first line is left.
private final class FirstLine: Sendable {
  let line = Mutex<[UInt8]?>(nil)
}
