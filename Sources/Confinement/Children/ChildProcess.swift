internal import Threads

/// A program that is run with nothing of ours but three pipes, and that ends when it has to.
package struct ChildProcess: Sendable {
  /// What is to become of a child after one of its lines.
  package enum Reaction: Sendable, Equatable {
    /// It goes on.
    case goOn
    /// It has to end by itself within a time, or it ran too long.
    case endWithin(Duration)
    /// It is ended.
    case dismiss
  }

  /// The program, as a path.
  package var executable: String
  /// What it is told, without its own name.
  package var arguments: [String]
  /// All of its environment.
  package var environment: [String: String]
  /// What it may use, from before it is given its input.
  package var limits = ProcessLimits()
  /// How long it may run.
  package var wallClock = Duration.seconds(3600)
  /// How long it has between being asked to end and being killed.
  package var grace = Duration.seconds(2)
  /// The most bytes that one line may have.
  package var longestLine = 1 << 24
  /// The most bytes that it may write to its standard output.
  package var mostOutput = 1 << 28

  package init(_ executable: String, _ arguments: [String] = [], environment: [String: String]) {
    (self.executable, self.arguments, self.environment) = (executable, arguments, environment)
  }

  /// Runs the program, gives it an input and takes the lines of its output, one after the other.
  ///
  /// The end of its input follows on the last byte. It is waited for in any case, and its whole process group has ended
  /// with it. While a line is being taken, it cannot write more than pipes hold. Cancelling the task ends it.
  package func run(
    input: [UInt8], onLine: @Sendable ([UInt8]) async -> Reaction
  ) async -> Ending {
    let (batches, sink) = AsyncStream.makeStream(of: [[UInt8]].self)
    let supervision = Supervision()
    return await withTaskCancellationHandler {
      async let ending = OwnThread.run {
        defer { sink.finish() }
        var attendant = Attendant(self, input: input, supervision, sink)
        return attendant.attend()
      }
      var isWanted = true
      for await lines in batches {
        for line in lines where isWanted {
          let reaction = await onLine(line)
          isWanted = reaction != .dismiss
          supervision.follow(reaction)
        }
        supervision.took(lines)
      }
      return await ending
    } onCancel: {
      supervision.cancel()
    }
  }
}
