internal import Digests
internal import HTTP
internal import JSON
internal import Services
internal import Tasks
internal import Wires

/// Videos as jobs: asked for, looked up, listed, made anew and deleted.
struct VideoJobs {
  /// What tasks are listed by.
  static let api = "bifrost"

  let desk: Desk

  /// A request, with what its answer needs to know of it.
  struct Call {
    let request: Request
    let id: String
    let caller: Caller
    let door: VideoDoor
    /// Where videos are, as this client found them.
    let root: String
    let start = ContinuousClock.now
  }

  /// Asks for a new video.
  func create(_ call: Call) async throws -> Response {
    let asked = try await reading.asked(call.request)
    let ask = try VideoAsk(asked.document, through: call.door)
    let sources = VideoSources(desk: desk, caller: call.caller)
    var film = StoredFilm(Self.order(ask))
    // The video first: what is only named costs nothing if the picture is refused.
    if let video = ask.video {
      film.source = try await sources.video(video)
      film.order.source = InlineFileReader.isAddress(video) ? "video" : video
    }
    do {
      film.reference = try await sources.reference(ask.reference, asked.picture)
    } catch {
      await sources.discard(film)
      throw error
    }
    return try await submit(film, as: .generation, call, Self.key(call, asked.document))
  }

  /// Asks for another video of one that is there.
  func remix(_ call: Call) async throws -> Response {
    let record = try await existing(call)
    let document = try await reading.remix(call.request)
    let prompt = try VideoAsk.prompt(document.prompt, missing: "prompt is required")
    guard record.status == .completed else {
      throw BifrostRefusal.invalid(
        "video must be completed to be remixed, current status: \(record.status.rawValue)")
    }
    var film = record.film
    let wishes = RemixWishes(prompt, from: film.order.size)
    film.order.prompt = prompt
    film.order.size = wishes.size ?? film.order.size
    film.order.seconds = wishes.seconds ?? film.order.seconds
    film.order.seed = wishes.seed ?? film.order.seed
    film.order.parent = record.answer?.job
    film.remixed = record.identifier.text
    if film.reference != nil {
      film.reference =
        try await VideoSources(desk: desk, caller: call.caller).reference(of: record.task)
        ?? film.reference
    }
    return try await submit(film, as: .remix, call, nil, parent: record.task.id)
  }

  /// Lists videos.
  func list(_ call: Call) async throws -> Response {
    let listing = try VideoListing(call.request.words, through: call.door)
    var query = TaskQuery()
    (query.owner, query.api, query.kinds) = (call.caller.name, Self.api, Desk.films)
    if let provider = listing.provider { query.labels[Self.provider] = provider }
    (query.limit, query.order) = (listing.limit, listing.isAscending ? .oldestFirst : .newestFirst)
    if let after = listing.after {
      guard try await record(of: after, call.caller) != nil else {
        throw VideoListing.unknownCursor
      }
      query.start = .after(after.task)
    }
    let page = try await desk.store.tasks.list(query)
    let lifetime = desk.settings.retention.tasks
    let answer = Bifrost.VideoListResponse(
      data: page.tasks.compactMap {
        VideoRecord($0)?.document(at: nil, lifetime: lifetime)
      }, hasMore: page.hasMore)
    let latency = (ContinuousClock.now - call.start).components
    return .json(
      200,
      answer.json(
        .init(
          .list, provider: listing.provider,
          latency: latency.seconds * 1000 + latency.attoseconds / 1_000_000_000_000_000)))
  }

  /// Says how far a video is.
  func show(_ call: Call) async throws -> Response {
    answer(try await existing(call), .retrieve, call)
  }

  /// Forgets a video; one that is being made is given up.
  func delete(_ call: Call) async throws -> Response {
    let record = try await existing(call)
    try await desk.store.tasks.delete(
      record.task.id, owner: call.caller.name, in: Set(TaskState.allCases))
    Dismisser(settings: desk.settings).dismiss(record.task)
    await VideoSources(desk: desk, caller: call.caller).discard(record.film)
    return .json(
      200,
      Bifrost.VideoDeleteResponse(id: record.identifier.text)
        .json(fields(of: record, .delete, call)))
  }

  /// Gives a video, or pictures of it.
  func content(_ call: Call) async throws -> Response {
    let variant = try VideoVariant(call.request.head.queryValue("variant"))
    let record = try await existing(call)
    guard record.status == .completed else {
      throw BifrostRefusal(
        404, "not_ready", "video not ready, current status: \(record.status.rawValue)")
    }
    let files = try await desk.store.tasks.files(of: record.task.id)
    guard
      let file = variant.names.lazy.compactMap({ name in files.first { $0.name == name } }).first
    else { throw BifrostRefusal(404, "not_found", "the video has no \(variant.rawValue)") }
    return Response(200, type: file.type, .file(FileBody(path: file.path)))
      .with("X-Content-Type-Options", "nosniff")
      .with("Content-Security-Policy", "default-src 'none'; sandbox")
  }

  // MARK: Parts of it

  private static let provider = "provider"

  private var reading: VideoReading { VideoReading(largestBody: desk.settings.largestBody) }

  private func submit(
    _ film: StoredFilm, as type: Bifrost.RequestType, _ call: Call, _ key: IdempotencyKey?,
    parent: String? = nil
  ) async throws -> Response {
    let sources = VideoSources(desk: desk, caller: call.caller)
    let isHired = desk.settings.studios.contains(film.order.targets[0].provider)
    var task = NewTask(
      owner: call.caller.name, api: Self.api, kind: isHired ? Desk.hiredFilm : Desk.film,
      request: film.text)
    task.labels = [Self.provider: film.order.targets[0].provider]
    (task.assets, task.parent, task.idempotency) = (film.assets, parent, key)
    do {
      switch try await desk.store.tasks.submit(task) {
      case .created(let record, _), .found(let record):
        HiddenAssets(store: desk.store).discard(after: record.id, film.assets)
        guard let record = VideoRecord(record) else {
          throw BifrostRefusal(500, "internal_error", "The job cannot be read.")
        }
        return answer(record, type, call)
      case .replayed(let id):
        await sources.discard(film)
        guard let task = try await desk.store.tasks.task(id, owner: call.caller.name),
          let record = VideoRecord(task)
        else { throw BifrostRefusal.unknownVideo }
        return answer(record, type, call).with("Idempotent-Replayed", "true")
      }
    } catch let error as StoreError {
      await sources.discard(film)
      guard error.code == .notFound || error.code == .wrongState else { throw error }
      // The asset went while the request was looked at.
      throw BifrostRefusal.invalid("the video or picture that it is made from is gone")
    }
  }

  private func answer(
    _ record: VideoRecord, _ type: Bifrost.RequestType, _ call: Call
  ) -> Response {
    let document = record.document(at: call.root, lifetime: desk.settings.retention.tasks)
    let response = Response.json(200, document.json(fields(of: record, type, call)))
    return record.task.state.isFinal
      ? response : response.with("openai-poll-after-ms", VideoRecord.pace)
  }

  private func fields(
    of record: VideoRecord, _ type: Bifrost.RequestType, _ call: Call
  ) -> Bifrost.ResponseExtraFields {
    record.extraFields(
      type, studios: desk.settings.studios, latency: ContinuousClock.now - call.start)
  }

  private func existing(_ call: Call) async throws -> VideoRecord {
    guard let identifier = try VideoIdentifier(call.id),
      let record = try await record(of: identifier, call.caller)
    else { throw BifrostRefusal.unknownVideo }
    return record
  }

  private func record(
    of identifier: VideoIdentifier, _ caller: Caller
  ) async throws -> VideoRecord? {
    guard let task = try await desk.store.tasks.task(identifier.task, owner: caller.name),
      let record = VideoRecord(task), record.identifier == identifier
    else { return nil }
    return record
  }

  private static func order(_ ask: VideoAsk) -> FilmOrder {
    var order = FilmOrder(
      ask.targets, prompt: ask.prompt,
      size: ask.size ?? (ask.video == nil ? .usual : .usual.turned),
      seconds: ask.seconds ?? (ask.video == nil ? .usual : .usualCut),
      // Chosen now, so that an attempt that is made again gives the same film.
      seed: ask.seed ?? Int64.random(in: 0..<1 << 31))
    (order.negativePrompt, order.hasTone) = (ask.negativePrompt, ask.hasTone)
    return order
  }

  /// What a client means the same job by when it asks again.
  private static func key(
    _ call: Call, _ document: Bifrost.VideoGenerationRequest
  ) throws -> IdempotencyKey? {
    guard let key = call.request.head.headers["Idempotency-Key"], !key.isEmpty else { return nil }
    guard key.utf8.count <= 255 else {
      throw BifrostRefusal.invalid("Idempotency-Key must have at most 255 bytes")
    }
    var digest = SHA256()
    digest.take(document.json.text.utf8)
    return IdempotencyKey(route: "POST /v1/videos", key: key, digest: digest.text) { $0.id }
  }
}
