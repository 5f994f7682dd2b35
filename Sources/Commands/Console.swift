package import Media

/// What a run has of the world outside: where it reads, where it writes, and who may end it.
package struct Console: Sendable {
  /// The environment's variables.
  let environment: [String: String]
  /// The open file behind `-`.
  let input: CInt
  /// Where results go, and nothing else.
  let output: OutputStream
  /// Where everything else goes.
  let error: OutputStream
  /// Ends the run from outside.
  let interruption: Interruption
  /// Threads that may decode at once; nil for as many as there are cores.
  var threads: Int?
  /// Hears how far a command has come, in place of people at a terminal.
  var listener: ProgressLine.Listener?

  /// Makes a console; without arguments, that of the process.
  package init(
    environment: [String: String] = [:], input: CInt = 0, output: OutputStream = .standardOutput,
    error: OutputStream = .standardError, interruption: Interruption = Interruption()
  ) {
    (self.environment, self.input, self.output) = (environment, input, output)
    (self.error, self.interruption) = (error, interruption)
  }

  /// Where what can be found out again is kept, by the XDG rules; nil where nothing may be.
  var cacheFolder: String? {
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") {
      return "\(folder)/shotlog"
    }
    return environment["HOME"].map { "\($0)/.cache/shotlog" }
  }

  /// Where what was found out at some cost is kept, by the XDG rules; nil where nothing may be.
  var dataFolder: String? {
    if let folder = environment["XDG_DATA_HOME"], folder.hasPrefix("/") {
      return "\(folder)/shotlog"
    }
    return environment["HOME"].map { "\($0)/.local/share/shotlog" }
  }

  /// Says something to people; whether they hear it is not our concern.
  func say(_ line: String) { try? error.write("shotlog: \(line)\n") }

  /// How to write to people on standard output.
  var style: TextStyle { TextStyle(output, environment) }

  /// Shows how far a command has come, if somebody looks at standard error.
  func progress(isQuiet: Bool) -> ProgressLine? {
    if let listener { return ProgressLine(telling: listener) }
    guard !isQuiet, error.isTerminal, environment["TERM"] != "dumb" else { return nil }
    return ProgressLine(on: error)
  }
}
