internal import HTTP
internal import JSON
internal import Tasks

/// How those who operate a server see how it is.
struct WatchingRoutes {
  let desk: Desk
  let metrics: Metrics

  /// Adds the routes; none of them says anything of clients, so no key is asked for.
  func add(to router: inout Router) {
    router.on(.get, "/healthz") { _, _ in .json(200, ["status": "ok"]) }
    router.on(.get, "/readyz") { _, _ in
      do {
        _ = try await desk.store.tasks.counts()
        return .json(200, ["status": "ready"])
      } catch {
        return .json(503, ["status": "unavailable"])
      }
    }
    router.on(.get, "/metrics") { _, _ in
      let text = metrics.text(tasks: try await desk.store.tasks.counts())
      return Response(
        200, type: "text/plain; version=0.0.4; charset=utf-8", .bytes(Array(text.utf8)))
    }
  }
}
