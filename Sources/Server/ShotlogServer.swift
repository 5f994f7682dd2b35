internal import Confinement
internal import Fetching
internal import HTTP
internal import Tasks
internal import Workers

/// The server: one port with every API, workers behind it, and a folder in which everything is kept.
package final class ShotlogServer: Sendable {
  /// Why the server does not run.
  package struct Failure: Error, Sendable {
    /// What kind of thing is in the way.
    package enum Code: String, Sendable, CaseIterable {
      /// The address cannot be had.
      case address
      /// The data folder cannot be had.
      case data
      /// What was set cannot be.
      case settings
    }

    /// What kind of thing is in the way.
    package let code: Code
    /// A sentence for people.
    package let message: String
    /// What to do about it.
    package let advice: String?

    init(code: Code, message: String, advice: String? = nil) {
      (self.code, self.message, self.advice) = (code, message, advice)
    }
  }

  private let http: HTTPServer
  private let desk: Desk
  private let workshop: Task<Void, Never>
  private let log: ServerLog

  /// Where it answers.
  package let url: String
  /// Every route that it answers, as `GET /tasks/{id}`.
  package let routes: [String]

  private init(
    _ http: HTTPServer, _ router: Router, _ desk: Desk, _ workshop: Task<Void, Never>,
    _ log: ServerLog
  ) {
    routes = router.listing.map { "\($0.method.name) \($0.pattern)" }
    (self.http, self.desk, self.workshop, self.log) = (http, desk, workshop, log)
    let host = desk.settings.host
    url = "http://\(host.contains(":") ? "[\(host)]" : host):\(http.port)"
  }

  /// Starts to answer, and to do what was left undone.
  package static func start(
    _ settings: ServerSettings, log: ServerLog
  ) async throws(Failure) -> ShotlogServer {
    try check(settings)
    let crossOrigin = try crossOrigin(settings)
    let store: Store
    do {
      var memory = Store.Settings()
      memory.letter = { task, _, event in TwelveLabsRecord.letter(task, event: event) }
      store = try Store(settings.data, as: .server, memory)
      // Whatever ran when the last server ended is not to blame for that.
      let again = try await store.tasks.requeueInterrupted(blaming: false)
      if !again.isEmpty { log(.info, "requeued", ["tasks": "\(again.count)"]) }
      try await store.removeFilesOfForgottenTasks()
    } catch {
      throw Failure(code: .data, message: error.message)
    }
    let fetcher = Fetcher(settings.sources)
    let examiner = Examiner(settings: settings)
    let intake = Intake(store: store, fetcher: fetcher, mostAtOnce: 4) { path in
      await examiner.facts(of: path)
    }
    let access = Access(
      keys: settings.keys, hosts: settings.hosts.union([settings.host]),
      requestsPerMinute: settings.requestsPerMinute)
    let desk = Desk(store: store, access: access, intake: intake, settings: settings)
    let metrics = Metrics(version: settings.version)
    // Before anybody can bring in more.
    try? await HiddenAssets(store: store).sweep()
    let router = routes(desk, metrics, crossOrigin)
    do throws(HTTPError) {
      var limits = HTTPLimits()
      limits.bodyBytes = settings.largestBody
      limits.fileBytes = settings.largestUpload
      let http = try HTTPServer.start(
        address: settings.host, port: settings.port, limits: limits,
        spool: store.folder.draft("."), router: router
      ) { record in
        metrics.count(record)
        log.exchange(record)
      }
      try? await intake.resume()
      let workshop = Workshop(desk: desk, fetcher: fetcher, log: log)
      return ShotlogServer(http, router, desk, Task { await workshop.run() }, log)
    } catch {
      throw Failure(
        code: .address, message: error.message, advice: "--port 0 takes one that is free")
    }
  }

  /// Accepts nobody any more, lets what is under way end for so long, and puts back what is not done.
  package func stop(within patience: Duration) async {
    // Workers first: whoever waits for a task is then told, and need not be cut.
    workshop.cancel()
    await http.stop(within: patience)
    await workshop.value
    await desk.intake.stop()
  }

  private static func routes(
    _ desk: Desk, _ metrics: Metrics, _ crossOrigin: CrossOrigin
  ) -> Router {
    var router = Router(problem: NativeRoutes.words)
    router.crossOrigin = crossOrigin
    WatchingRoutes(desk: desk, metrics: metrics).add(to: &router)
    NativeRoutes(desk: desk).add(to: &router)
    TwelveLabsRoutes(desk: desk).add(to: &router)
    VisualsRoutes(desk: desk).add(to: &router)
    ChatRoutes(desk: desk).add(to: &router)
    ExtractRoutes(desk: desk).add(to: &router)
    BifrostRoutes(desk: desk).add(to: &router)
    PageRoutes().add(to: &router)
    return router
  }

  private static func check(_ settings: ServerSettings) throws(Failure) {
    let isLoopback = ["127.0.0.1", "::1", "localhost"].contains(settings.host)
    guard isLoopback || !settings.keys.isEmpty else {
      throw Failure(
        code: .settings,
        message:
          "the address \(settings.host) can be reached by others, and without keys anybody could use the server",
        advice: "configure keys, or leave --host out")
    }
    guard Set(settings.keys.map(\.name)).count == settings.keys.count else {
      throw Failure(code: .settings, message: "two keys have the same name")
    }
  }

  private static func crossOrigin(
    _ settings: ServerSettings
  ) throws(Failure) -> CrossOrigin {
    guard let crossOrigin = CrossOrigin(settings.origins) else {
      throw Failure(
        code: .settings, message: "a page's origin is no origin",
        advice: "write https://site.example, with the port if it is unusual and no path, or *")
    }
    return crossOrigin
  }
}
