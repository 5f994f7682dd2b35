internal import FoundationEssentials
internal import HTTP
internal import JSON
internal import Tasks
internal import Wires

/// BibiGPT's visuals: tasks that are made or found, and two ways to what came of them that BibiGPT does not publish.
struct VisualsRoutes {
  private static let procedure = "vision.getVideoProcessingTask"

  let desk: Desk

  /// Adds the routes, under the path that is published and under the base that goes before it.
  func add(to router: inout Router) {
    let admit = desk.admission(.bearer) { VisualsRefusal($0).response }
    for base in ["/api", ""] {
      router.group(
        "\(base)/v1/video/visuals", admit: admit,
        problem: { problem, _ in VisualsRefusal(problem).response }
      ) { group in
        let options = RouteOptions(bodyLimit: Self.largestBody)
        group.on(.post, "/", options: options, handler(create) { $0.response })
        group.on(.get, "/{taskId}", handler(show) { $0.response })
      }
    }
    router.group(
      "/api/trpc/\(Self.procedure)",
      admit: desk.admission(.bearer) { VisualsRefusal($0).response(of: Self.procedure) },
      problem: { problem, _ in VisualsRefusal(problem).response(of: Self.procedure) }
    ) { group in
      group.on(.get, "/", handler(poll) { $0.response(of: Self.procedure) })
    }
  }

  private func handler(
    _ work: @escaping @Sendable (Request, Parameters, Caller) async throws -> Response,
    refuse: @escaping @Sendable (VisualsRefusal) -> Response
  ) -> Handler {
    let desk = desk
    return { request, parameters in
      do {
        return try await work(request, parameters, try desk.caller(of: request, .bearer))
      } catch let refusal as VisualsRefusal {
        return refuse(refusal)
      } catch let error as StoreError {
        return refuse(VisualsRefusal(error))
      }
    }
  }

  @Sendable private func create(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let asked = try VisualsMapping.request(
      try await request.body.bytes(atMost: Self.largestBody), type: request.head.contentType)
    let submission = try await desk.store.tasks.submit(
      VisualsMapping.task(asked, for: caller, at: desk))
    switch submission {
    case .created(let task, _):
      return .json(200, VisualsMapping.response(task, isFromCache: false).json)
    case .found(let task):
      return .json(200, VisualsMapping.response(task, isFromCache: true).json)
    case .replayed: throw VisualsRefusal(500)
    }
  }

  @Sendable private func show(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    .json(200, try await whole(parameters["taskId"], caller))
  }

  @Sendable private func poll(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let input = request.head.queryValue("input").flatMap { try? JSONReader().value(of: $0) }
    guard let id = input?["json"]?["taskId"]?.asText else {
      throw VisualsRefusal(400, "input must be {\"json\":{\"taskId\":\"...\"}}")
    }
    return .json(200, BibiGPT.ProcedureAnswer.result(try await whole(id, caller)).json)
  }

  private func whole(_ id: String, _ caller: Caller) async throws -> JSONValue {
    guard let task = try await desk.store.tasks.task(id, owner: caller.name),
      task.api == VisualsMapping.api
    else { throw VisualsRefusal(404, "There is no such task") }
    return VisualsMapping.whole(task, result: try await result(of: task)).json
  }

  /// What was found; nil as long as nothing is.
  private func result(of task: TaskRecord) async throws -> JSONValue? {
    guard task.state == .done,
      let file = try await desk.store.tasks.files(of: task.id)
        .first(where: { $0.name == VisualsMapping.resultFile }),
      let bytes = try? Data(contentsOf: URL(filePath: file.path))
    else { return nil }
    return try? JSONReader().value(of: bytes)
  }

  private static let largestBody: Int64 = 1 << 20
}
