internal import Confinement
internal import JSON
internal import Media
internal import Providers
internal import Services
internal import Studios

/// The program as a worker: it does one piece of work for a server, with no more rights than that takes.
///
/// The work is a JSON document on standard input:
///
///     {"confine": {"memory", "cpu", "file", "readable", "writable", "network"}, "examine": PATH | "order": {…} | "film": {…}
///      | "dismiss": {…} | "command": {…}}
///
/// What it says is on standard output, a JSON document a line: `progress` any number of times, `checkpoint` before what
/// costs something, then `done` or `failed`.
enum WorkTool {
  /// The word that makes the program a worker.
  static let word = "work"

  /// Does what standard input says, in a process that has no other threads yet.
  static func run(_ environment: [String: String]) -> ExitCode {
    let console = Console(environment: environment)
    do throws(CommandError) {
      guard
        let work = try? JSONReader().value(of: try TextFile.bytes(of: console.input)),
        let rights = work["confine"].flatMap(WorkRights.init)
      else {
        throw .usage("standard input is no work", advice: "workers are started by a server")
      }
      // Answers of a server come before analyses; a batch is what its user waits for.
      if work["command"] == nil { OwnProcess.yieldToOthers() }
      try rights.take()
      return try run(work, console)
    } catch {
      console.say(error.line)
      return error.exitCode
    }
  }

  private static func run(_ work: JSONValue, _ console: Console) throws(CommandError) -> ExitCode {
    SignalWatch.start(cancelling: console.interruption)
    if let order = work["command"].flatMap(CommandOrder.init) {
      let lines = WorkLines(console.output, hiding: "")
      try CommandWork(order: order, console: console, lines: lines).run()
      return .success
    }
    let path = work["examine"]?.asText ?? work["order"]?["path"]?.asText ?? ""
    let lines = WorkLines(console.output, hiding: path)
    guard work["examine"] == nil else {
      let facts: JSONValue
      do throws(MediaError) {
        facts = try ExamineWork(
          path: path, limits: MediaLimits(), interruption: console.interruption
        ).facts()
      } catch {
        try lines.failed(error.code.rawValue, error.message)
        return .success
      }
      try lines.done(facts, warning: nil, files: [])
      return .success
    }
    if let order = work["film"].flatMap(FilmOrder.init), !order.drafts.isEmpty {
      let film = FilmWork(
        order: order, studios: try console.studios(Arguments()), console: console,
        lines: WorkLines(console.output, hiding: order.drafts))
      try console.waiting { () async throws(CommandError) in try await film.run() }
      return .success
    }
    if let job = work["dismiss"].flatMap(StudioJob.init) {
      let dismissal = DismissalWork(
        job: job, studios: try console.studios(Arguments()), console: console)
      console.waiting { await dismissal.run() }
      return .success
    }
    guard let order = work["order"].flatMap(AnalysisOrder.init), !path.isEmpty else {
      throw .usage("the work is no order", advice: "workers are started by a server")
    }
    let analysis = AnalysisWork(
      order: order, path: path, catalog: try console.catalog(Arguments()),
      environment: console.environment, interruption: console.interruption, lines: lines)
    try console.waiting { () async throws(CommandError) in try await analysis.run() }
    return .success
  }
}
