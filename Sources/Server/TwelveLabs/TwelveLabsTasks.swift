internal import Digests
internal import HTTP
internal import JSON
internal import Services
internal import Tasks
internal import Wires

/// Analyses as tasks.
struct TwelveLabsTasks {
  private static let collection = "analyze tasks"
  private static let labels = (url: "video_url", asset: "asset_id", mode: "analysis_mode")

  let desk: Desk

  @Sendable func create(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let body = try await request.json(atMost: desk.settings.largestBody)
    let key = try Self.key(request, body)
    // What was answered before is answered again, whatever became of the video since.
    if let key, let answer = try await desk.store.tasks.answer(to: key, of: caller.name) {
      return Self.replayed(answer)
    }
    let analysis = try TwelveLabsAnalysis(body, to: .tasks, desk.settings.twelveLabs)
    let sources = TwelveLabsSources(desk: desk, caller: caller, endpoint: .tasks)
    let order = try await sources.order(analysis)
    var task = desk.task(order, for: caller, api: TwelveLabsRoutes.api)
    task.labels = Self.labels(of: analysis)
    task.webhooks = desk.settings.webhooks.map(\.url)
    task.idempotency = key
    do {
      switch try await desk.store.tasks.submit(task) {
      case .created(let record, _), .found(let record):
        HiddenAssets(store: desk.store).discard(after: record.id, order.assets)
        return TwelveLabsWords.answer(202, TwelveLabsRecord.state(record).acknowledgement.json)
      case .replayed(let answer):
        try await sources.discard(order)
        return Self.replayed(answer)
      }
    } catch let error as StoreError {
      try await sources.discard(order)
      guard error.code == .notFound || error.code == .wrongState else {
        throw TwelveLabsWords.refusal(error, of: "", in: Self.collection)
      }
      // The asset went while the request was looked at.
      throw TwelveLabsRefusal.unknown(
        analysis.video.words, in: "assets", status: 400, parameter: "video.asset_id")
    }
  }

  @Sendable func list(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let listing = try TwelveLabsTaskListing(request.words)
    var query = TaskQuery()
    (query.owner, query.api) = (caller.name, TwelveLabsRoutes.api)
    query.states = listing.status.map(TwelveLabsRecord.states)
    query.labels[Self.labels.url] = listing.videoURL
    query.labels[Self.labels.asset] = listing.assetIDs.first
    query.labels[Self.labels.mode] = listing.mode?.rawValue
    (query.start, query.limit) = (.page(listing.paging.page), listing.paging.limit)
    if listing.assetIDs.count > 1 { query.states = [] }
    let page = try await desk.store.tasks.list(query)
    let deliveries = try await desk.store.deliveries.about(page.tasks.map(\.id))
    let answer = TwelveLabs.TasksListResponse(
      data: page.tasks.map { TwelveLabsRecord.state($0, deliveries[$0.id] ?? []).entry },
      pageInfo: listing.paging.info(total: page.total))
    return TwelveLabsWords.answer(200, answer.json)
  }

  @Sendable func show(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let task = try await existing(parameters["id"], caller)
    let deliveries = try await desk.store.deliveries.about([task.id])[task.id] ?? []
    return TwelveLabsWords.answer(200, TwelveLabsRecord.state(task, deliveries).document.json)
  }

  @Sendable func delete(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let task = try await existing(parameters["id"], caller)
    do throws(StoreError) {
      try await desk.store.tasks.delete(
        task.id, owner: caller.name, in: Set(TaskState.allCases).subtracting([.running]))
    } catch {
      guard error.code == .wrongState else { throw error }
      throw TwelveLabsRefusal(
        409, .taskCannotBeDeleted,
        "You can only delete tasks that are not currently being processed.")
    }
    if let order = StoredOrder(task.request) {
      try await TwelveLabsSources(desk: desk, caller: caller, endpoint: .tasks).discard(order)
    }
    return TwelveLabsWords.nothing
  }

  @Sendable func cancel(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let task = try await existing(parameters["id"], caller)
    do {
      let cancelled = try await desk.store.tasks.cancel(task.id, owner: caller.name)
      return TwelveLabsWords.answer(200, TwelveLabsRecord.state(cancelled).acknowledgement.json)
    } catch {
      guard error.code == .wrongState else { throw error }
      throw TwelveLabsRefusal(
        409, .taskCannotBeCanceled, "The task \(task.id) has ended and cannot be canceled.")
    }
  }

  private func existing(_ id: String, _ caller: Caller) async throws -> TaskRecord {
    guard let task = try await desk.store.tasks.task(id, owner: caller.name),
      task.api == TwelveLabsRoutes.api
    else { throw TwelveLabsRefusal.unknown(id, in: Self.collection) }
    return task
  }

  private static func labels(of analysis: TwelveLabsAnalysis) -> [String: String] {
    var found = [labels.mode: analysis.params.analysisMode.rawValue]
    switch analysis.video {
    case .url(let url): found[labels.url] = url
    case .assetID(let id): found[labels.asset] = id
    case .base64String: break
    }
    return found
  }

  private static func key(_ request: Request, _ body: JSONValue) throws -> IdempotencyKey? {
    guard let key = request.head.headers[TwelveLabsIdempotency.header] else { return nil }
    try TwelveLabsIdempotency.check(key)
    var digest = SHA256()
    digest.take(TwelveLabsIdempotency.canonical(body).text.utf8)
    return IdempotencyKey(route: "POST /analyze/tasks", key: key, digest: digest.text) { record in
      TwelveLabsRecord.state(record).acknowledgement.json.text
    }
  }

  private static func replayed(_ answer: String) -> Response {
    TwelveLabsWords.versioned(
      Response(202, type: "application/json", .bytes(Array(answer.utf8)))
        .with("Idempotent-Replayed", "true"))
  }
}
