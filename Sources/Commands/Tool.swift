internal import FoundationEssentials
internal import Media

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The program `shotlog`: finds the command, runs it, and says how that went.
package enum Tool {
  /// Runs as a process: with the process's arguments and streams, and ended by its signals.
  package static func main() -> Never {
    let words = Array(CommandLine.arguments.dropFirst())
    // A worker gives up its rights before there is a second thread.
    if words == [WorkTool.word] {
      exit(WorkTool.run(ProcessInfo.processInfo.environment).rawValue)
    }
    let interruption = Interruption()
    SignalWatch.start(cancelling: interruption)
    let console = Console(
      environment: ProcessInfo.processInfo.environment, interruption: interruption)
    exit(run(words, console).rawValue)
  }

  /// Runs the words of a command line, without the program's name.
  package static func run(_ words: [String], _ console: Console) -> ExitCode {
    do {
      return try dispatch(words, console)
    } catch {
      if error.exitCode != .outputClosed { console.say(error.line) }
      return error.exitCode
    }
  }

  /// Finds the command that words begin with, and runs it.
  static func dispatch(
    _ words: [String], _ console: Console
  ) throws(CommandError) -> ExitCode {
    guard let first = words.first else {
      throw .usage("a command is missing", advice: "\"shotlog --help\" lists the commands")
    }
    switch first {
    case "--version", "-V":
      try console.output.write("shotlog \(CommandTable.version)\n\(Libraries.versions)\n")
      return .success
    case "--help", "-h", "help":
      let rest = words.dropFirst()
      let page =
        rest.isEmpty ? HelpPage.overview : HelpPage.of(try CommandTable.command(leading: rest).0)
      try console.output.write(page)
      return .success
    case BenchWork.word:
      return try BenchWork.run(words.dropFirst(), console)
    case _ where first.hasPrefix("-"):
      let near = NearestMatch.of(first, among: ["--help", "--version"])
      throw .usage(
        "\(first) is not a command",
        advice: near.map { "did you mean \($0)?" } ?? "options follow the command")
    default:
      let (command, rest) = try CommandTable.command(leading: words[...])
      let arguments = try ArgumentParser.parse(rest, for: command)
      guard !arguments.has(.help) else {
        try console.output.write(HelpPage.of(command))
        return .success
      }
      return try command.run(arguments, console)
    }
  }
}
