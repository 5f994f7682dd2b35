/// How tasks are run.
package struct WorkerSettings: Sendable {
  /// The program that does a task, as a path.
  package var executable: String
  /// What it is told.
  package var arguments: [String]
  /// All of its environment.
  package var environment: [String: String]
  /// The kinds of tasks that it does.
  package var kinds: Set<String>
  /// How many tasks are done at once.
  package var count = 2
  /// Kinds of tasks that mostly wait for others, and take none of the places of the rest.
  package var patientKinds: Set<String> = []
  /// How many of those are done at once.
  package var patientCount = 8
  /// What one task may cost.
  package var limits = WorkerLimits()
  /// Bytes in all files together that one attempt may make.
  package var draftBytes: Int64 = 16 << 30
  /// How many files one attempt may make.
  package var draftCount = 10_000
  /// How long a task stays with a worker that cannot speak to the store.
  package var lease = Duration.seconds(60)
  /// How long running tasks may go on when the pool is to end.
  package var patience = Duration.seconds(5)
  /// How long a program has between being asked to end and being killed.
  package var grace = Duration.seconds(2)
  /// How long it has between its last word and its end.
  package var farewell = Duration.seconds(10)

  package init(
    _ executable: String, _ arguments: [String] = [], environment: [String: String],
    kinds: Set<String>
  ) {
    (self.executable, self.arguments) = (executable, arguments)
    (self.environment, self.kinds) = (environment, kinds)
  }
}

/// What one task may cost.
package struct WorkerLimits: Sendable, Equatable {
  /// Bytes of memory.
  package var memory: Int64? = 2 << 30
  /// Time on all cores together.
  package var cpu: Duration? = .seconds(4 * 3600)
  /// Time from start to end.
  package var wallClock = Duration.seconds(2 * 3600)
  /// Bytes in any one file.
  package var fileSize: Int64? = 8 << 30
  /// Files, pipes and sockets at once.
  package var openFiles: Int? = 256
  /// How much it lets the server go first, from 0 to 19.
  package var niceness = 5
  /// Bytes in one line of what it says; a result is one line.
  package var lineLength = 32 << 20
  /// Bytes of all that it says.
  package var output = 128 << 20

  package init() {}
}
