internal import HTTP
internal import Services
internal import Tasks

/// What the routes of every API stand on: what is remembered, who may call, and what is brought in.
struct Desk: Sendable {
  /// The kind of task that workers do for clients.
  static let analysis = "analysis"
  /// The kind of task by which workers make films.
  static let film = "video"
  /// The kind of task by which workers wait for films that others make.
  static let hiredFilm = "video-upstream"
  /// All kinds of tasks that make films.
  static let films: Set<String> = [film, hiredFilm]

  /// Everything that is remembered.
  let store: Store
  /// Who may do what.
  let access: Access
  /// Brings videos in, and says what they are.
  let intake: Intake
  /// What differs from server to server.
  let settings: ServerSettings

  /// A task that does an order for a caller, not written down yet; it is listed by the API's name.
  func task(_ stored: StoredOrder, for caller: Caller, api: String) -> NewTask {
    var task = NewTask(
      owner: caller.name, api: api, kind: Self.analysis, request: stored.text)
    task.assets = stored.assets
    return task
  }

  /// What became of a task, once it has ended; if whoever waits is cancelled before, so is the task.
  ///
  /// It is gone if the task is deleted meanwhile.
  func outcome(of id: String) async throws -> TaskRecord {
    let last: TaskRecord? = try await withTaskCancellationHandler {
      var last: TaskRecord?
      for await record in try await store.tasks.watch(id) ?? .finished { last = record }
      return last
    } onCancel: {
      let tasks = store.tasks
      Task { _ = try? await tasks.cancel(id) }
    }
    try Task.checkCancellation()
    guard let last, last.state.isFinal else {
      throw StoreError(.notFound, "the task \(id) is gone")
    }
    return last
  }

  /// Lets requests go on whose caller may do what they ask: `GET` reads, everything else writes, unless a scope says
  /// what it takes.
  ///
  /// `refuse` words the decision for the others.
  func admission(
    _ form: Access.Form, for scope: AccessKey.Scope? = nil,
    refuse: @escaping @Sendable (Access.Decision) -> Response
  ) -> Admission {
    let access = access
    return { head, route in
      let needed = scope ?? (route.method == .get ? .read : .write)
      let decision = access.decide(head, form, for: needed)
      if case .admitted = decision { return nil }
      return refuse(decision)
    }
  }

  /// Where a client found the server, which is where it finds it again.
  func address(for request: Request) -> String {
    let headers = request.head.headers
    // A proxy before the server may speak TLS; whoever says so wrongly misleads only themselves.
    let scheme = headers["X-Forwarded-Proto"]?.lowercased() == "https" ? "https" : "http"
    return "\(scheme)://\(headers["Host"] ?? "\(settings.host):\(settings.port)")"
  }

  /// Who sent a request that was admitted.
  func caller(of request: Request, _ form: Access.Form) throws(Problem) -> Caller {
    guard let caller = access.caller(of: request.head, form) else {
      // A session may end between the two looks.
      throw Problem(.badRequest, "The session has ended; reload the page.")
    }
    return caller
  }
}

extension AsyncStream {
  /// A stream of nothing.
  fileprivate static var finished: AsyncStream { AsyncStream { $0.finish() } }
}
