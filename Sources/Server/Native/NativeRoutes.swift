internal import HTTP
internal import JSON
internal import Services
internal import Tasks

/// Our own API: tasks about videos, their files and events, and what clients upload.
struct NativeRoutes {
  static let api = "native"

  let desk: Desk

  /// Adds the routes; requests are refused in our own words.
  func add(to router: inout Router) {
    let admit = desk.admission(.any, refuse: Self.refusal)
    // Whoever may look may have a session to look in.
    let look = desk.admission(.any, for: .read, refuse: Self.refusal)
    router.group(NativePaths.root, admit: look, problem: Self.words) { group in
      group.on(.post, "/session", handler(session))
    }
    router.group(NativePaths.root, admit: admit, problem: Self.words) { group in
      group.on(.get, "/models", handler(models))
      group.on(.get, "/tasks", handler(list))
      group.on(
        .post, "/tasks",
        options: RouteOptions(bodyLimit: desk.settings.largestUpload, accepts: .either),
        handler(create))
      group.on(.get, "/tasks/{id}", handler(show))
      group.on(.delete, "/tasks/{id}", handler(delete))
      group.on(.post, "/tasks/{id}/cancel", handler(cancel))
      group.on(.get, "/tasks/{id}/events", handler(events))
      group.on(.get, "/tasks/{id}/files/{name}", handler(file))
      group.on(.get, "/assets", handler(assets))
      group.on(
        .post, "/assets",
        options: RouteOptions(bodyLimit: desk.settings.largestUpload, accepts: .either),
        handler(upload))
      group.on(.get, "/assets/{id}", handler(asset))
      group.on(.get, "/assets/{id}/content", handler(content))
      group.on(.delete, "/assets/{id}", handler(removeAsset))
    }
  }

  /// A problem in our own words.
  static func words(_ problem: Problem, _ head: RequestHead?) -> Response {
    NativeDocuments.problem(problem.status, problem.code.rawValue, problem.message)
  }

  private static func refusal(_ decision: Access.Decision) -> Response {
    switch decision {
    case .admitted: NativeDocuments.problem(500, "internal_error", "Nothing was refused.")
    case .unknown:
      NativeDocuments.problem(
        401, "unauthorized",
        "Show your key as \"Authorization: Bearer KEY\"; without configured keys any will do."
      ).with("WWW-Authenticate", "Bearer")
    case .forbidden:
      NativeDocuments.problem(403, "forbidden", "This key may look, and change nothing.")
    case .exhausted(_, let seconds):
      NativeDocuments.problem(429, "too_many_requests", "The requests of this minute are used up.")
        .with("Retry-After", "\(seconds)")
    case .foreignHost:
      NativeDocuments.problem(
        421, "foreign_host",
        "A server without keys answers to the names of this machine alone; start it with --allow-host."
      )
    }
  }

  /// Answers with what a handler gives, and puts what it throws into our own words.
  private func handler(
    _ work: @escaping @Sendable (Request, Parameters, Caller) async throws -> Response
  ) -> Handler {
    let desk = desk
    return { request, parameters in
      do {
        return try await work(request, parameters, try desk.caller(of: request, .any))
      } catch let error as NativeRefusal {
        return NativeDocuments.problem(error.status, error.code, error.message, path: error.path)
      } catch let error as StoreError {
        return NativeDocuments.problem(error.status, error.code.rawValue, error.clientMessage)
      }
    }
  }

  @Sendable private func session(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) -> Response {
    .json(200, ["name": .text(caller.name)])
      .with("Set-Cookie", desk.access.sessions.open(for: caller))
  }

  @Sendable private func models(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) -> Response {
    let names = desk.settings.models
    return .json(
      200,
      [
        "models": .list(
          names.map { name in
            [
              "name": .text(name), "is_default": .flag(name == names.first),
              "is_embedded": .flag(name == "embedded"),
            ]
          })
      ])
  }

  @Sendable private func list(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    var query = TaskQuery()
    query.owner = caller.name
    query.kinds = [Desk.analysis]
    query.limit = try NativeReading.number("limit", in: request, 1...100) ?? 20
    query.start = .page(try NativeReading.number("page", in: request, 1...1_000_000) ?? 1)
    query.api = request.head.queryValue("api")
    if let word = request.head.queryValue("state") {
      guard let state = TaskState(rawValue: word) else {
        throw NativeRefusal(
          400, "invalid",
          "state is one of "
            + TaskState.allCases.map(\.rawValue).joined(separator: ", "), path: "state")
      }
      query.states = [state]
    }
    let page = try await desk.store.tasks.list(query)
    return .json(
      200,
      [
        "tasks": .list(page.tasks.map { NativeDocuments.task($0) }),
        "total": .integer(Int64(page.total)), "has_more": .flag(page.hasMore),
      ])
  }

  @Sendable private func create(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let stored = try await NativeReading(desk: desk, caller: caller).order(in: request)
    let submission = try await desk.store.tasks.submit(
      desk.task(stored, for: caller, api: Self.api))
    guard let task = submission.task else {
      throw StoreError(.invalidRequest, "there is no task")
    }
    return .json(202, NativeDocuments.task(task))
      .with("Location", "\(NativePaths.root)/tasks/\(task.id)")
  }

  @Sendable private func show(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let task = try await existing(parameters["id"], caller)
    return .json(
      200, NativeDocuments.task(task, files: try await desk.store.tasks.files(of: task.id)))
  }

  @Sendable private func delete(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let task = try await existing(parameters["id"], caller)
    try await desk.store.tasks.delete(
      task.id, owner: caller.name, in: Set(TaskState.allCases))
    Dismisser(settings: desk.settings).dismiss(task)
    return Response(204)
  }

  @Sendable private func cancel(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let task = try await existing(parameters["id"], caller)
    let cancelled = try await desk.store.tasks.cancel(task.id, owner: caller.name)
    Dismisser(settings: desk.settings).dismiss(task)
    return .json(200, NativeDocuments.task(cancelled))
  }

  @Sendable private func events(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let task = try await existing(parameters["id"], caller)
    let store = desk.store
    return .events { events in
      guard let states = try await store.tasks.watch(task.id, owner: caller.name) else { return }
      for await state in states {
        let files = state.state == .done ? try await store.tasks.files(of: state.id) : []
        try await events.send(
          event: "task", id: "\(state.revision)",
          data: NativeDocuments.task(state, files: files).text)
      }
    }
  }

  @Sendable private func file(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let task = try await existing(parameters["id"], caller)
    let name = parameters["name"]
    guard let file = try await desk.store.tasks.files(of: task.id).first(where: { $0.name == name })
    else { throw NativeRefusal(404, "not_found", "The task has no such file.") }
    return Self.answer(file.path, file.type, file.name, request)
  }

  @Sendable private func assets(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    var query = AssetQuery()
    query.owner = caller.name
    query.limit = try NativeReading.number("limit", in: request, 1...100) ?? 20
    query.page = try NativeReading.number("page", in: request, 1...1_000_000) ?? 1
    let page = try await desk.store.assets.list(query)
    return .json(
      200,
      [
        "assets": .list(page.assets.map(NativeDocuments.asset)),
        "total": .integer(Int64(page.total)),
      ])
  }

  @Sendable private func upload(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let reading = NativeReading(desk: desk, caller: caller)
    let asset = try await reading.upload(in: request)
    return .json(201, NativeDocuments.asset(asset))
      .with("Location", "\(NativePaths.root)/assets/\(asset.id)")
  }

  @Sendable private func asset(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    .json(200, NativeDocuments.asset(try await existingAsset(parameters["id"], caller)))
  }

  @Sendable private func content(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let asset = try await existingAsset(parameters["id"], caller)
    guard let path = desk.store.assets.path(of: asset) else {
      throw NativeRefusal(409, "not_ready", "Its bytes have not come yet.")
    }
    return Self.answer(path, asset.type, asset.name, request)
  }

  @Sendable private func removeAsset(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    try await desk.store.assets.delete(
      parameters["id"], owner: caller.name,
      forced: request.head.queryValue("force") == "true")
    return Response(204)
  }

  private func existing(_ id: String, _ caller: Caller) async throws -> TaskRecord {
    guard let task = try await desk.store.tasks.task(id, owner: caller.name) else {
      throw NativeRefusal(404, "not_found", "There is no such task.")
    }
    return task
  }

  private func existingAsset(_ id: String, _ caller: Caller) async throws -> Asset {
    guard let asset = try await desk.store.assets.asset(id, owner: caller.name) else {
      throw NativeRefusal(404, "not_found", "There is no such asset.")
    }
    return asset
  }

  /// A file for a browser that is not to take it for a page of ours.
  private static func answer(
    _ path: String, _ type: String, _ name: String, _ request: Request
  ) -> Response {
    let isShown =
      ["video/", "audio/", "image/jpeg", "image/png", "text/vtt", "application/json"]
      .contains { type.hasPrefix($0) }
    let wantsFile = request.head.queryValue("download") != nil || !isShown
    var answer = Response(200, type: type, .file(FileBody(path: path)))
      .with("X-Content-Type-Options", "nosniff")
      .with("Content-Security-Policy", "default-src 'none'; sandbox")
    if wantsFile {
      let harmless = name.unicodeScalars.map { scalar in
        scalar.isASCII && scalar.value > 31 && !"\"\\/%".unicodeScalars.contains(scalar)
          ? Character(scalar) : "_"
      }
      answer = answer.with("Content-Disposition", "attachment; filename=\"\(String(harmless))\"")
    }
    return answer
  }
}
