internal import FoundationEssentials
internal import JSON
internal import Server

/// One run of `serve`, from its start to a signal.
struct ServeRun {
  private let console: Console
  private let settings: ServerSettings
  private let log: ServerLog

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    self.console = console
    settings = try ServeSettings(arguments, console).settings()
    let least: ServerLog.Level =
      arguments.has(.verbose) ? .debug : arguments.has(.quiet) ? .warning : .info
    log = ServeLog(console.error, least: least).log
  }

  func run() throws(CommandError) -> ExitCode {
    OwnProcess.allowManyFiles()
    SignalWatch.allow(seconds: 30)
    let (settings, log, console) = (settings, log, console)
    do throws(ShotlogServer.Failure) {
      try console.waiting { () async throws(ShotlogServer.Failure) in
        let server = try await ShotlogServer.start(settings, log: log)
        try? console.output.write("shotlog serves at \(server.url)\n")
        // The run is cancelled by a signal, as every run is.
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        log(.info, "stopping")
        // What stops is no longer to be cancelled.
        await Task { await server.stop(within: .seconds(10)) }.value
      }
    } catch {
      let code: ExitCode =
        switch error.code {
        case .address: .noOutput
        case .data: .noOutput
        case .settings: .usage
        }
      throw CommandError(code, error.message, advice: error.advice)
    }
    return .success
  }
}
