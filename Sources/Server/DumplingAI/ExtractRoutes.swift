internal import HTTP
internal import JSON
internal import Services
internal import Tasks
internal import Wires

/// DumplingAI's extraction: one request, and what is to be said of its video in the answer.
struct ExtractRoutes {
  private static let api = "dumplingai"

  let desk: Desk

  /// Adds the routes.
  func add(to router: inout Router) {
    let desk = desk
    let admit = desk.admission(.bearer) { ExtractRefusal($0).response }
    router.group(
      "/api/v1/extract-video",
      admit: { head, route in
        admit(head, route).map { Self.rate(of: head, at: desk).noted(on: $0) }
      },
      problem: { problem, head in
        Self.rate(of: head, at: desk).noted(on: ExtractRefusal(problem).response)
      }
    ) { group in
      group.on(.get, "/", handler { _, _ in Self.formats })
      group.on(
        .post, "/", options: RouteOptions(bodyLimit: Self.largestBody(desk.settings)),
        handler(extract))
    }
  }

  /// The formats, in a body of our own: the service says that there is one, and not what is in it.
  private static var formats: Response {
    .json(200, ["supportedFormats": .list(FilmFormat.names.map { .text($0) })])
  }

  private static func largestBody(_ settings: ServerSettings) -> Int64 {
    min(ExtractReading.largestBody, settings.largestUpload / 3 * 4 + (4 << 20))
  }

  private func handler(
    _ work: @escaping @Sendable (Request, Caller) async throws -> Response
  ) -> Handler {
    let desk = desk
    return { request, _ in
      // Taken now: when the answer is there, another minute may have begun.
      let rate = Self.rate(of: request.head, at: desk)
      let answer: Response
      do {
        answer = try await work(request, try desk.caller(of: request, .bearer))
      } catch let refusal as ExtractRefusal {
        answer = refusal.response
      } catch let error as StoreError {
        answer = ExtractRefusal(error).response
      } catch let error as HTTPError {
        answer = ExtractRefusal(failed: error.message).response
      }
      return rate.noted(on: answer)
    }
  }

  /// What a caller may ask in a minute and in the rest of this one; nil for a stranger.
  private struct Rate {
    let state: (limit: Int, remaining: Int)?

    func noted(on response: Response) -> Response {
      guard let state else { return response }
      return response.with("X-RateLimit-Limit", "\(state.limit)")
        .with("X-RateLimit-Remaining", "\(state.remaining)")
    }
  }

  private static func rate(of head: RequestHead?, at desk: Desk) -> Rate {
    Rate(
      state: head.flatMap { desk.access.caller(of: $0, .bearer) }.map { desk.access.rate(of: $0) })
  }

  @Sendable private func extract(_ request: Request, _ caller: Caller) async throws -> Response {
    let asked = try await ExtractReading(isLenient: desk.settings.isLenient).asked(request)
    let video = ExtractVideo(desk: desk, caller: caller)
    let asset = try await video.asset(asked)
    let answer: Result<Response, any Error>
    do {
      try await video.check(asset)
      answer = .success(
        .json(200, try await self.answer(asked.request, about: asset, for: caller).json))
    } catch {
      answer = .failure(error)
    }
    // The client gets its answer or is gone: nobody can ask for the video again.
    try? await desk.store.assets.delete(asset.id, forced: true)
    return try answer.get()
  }

  private func answer(
    _ request: DumplingAI.ExtractVideoRequest, about asset: Asset, for caller: Caller
  ) async throws -> DumplingAI.ExtractVideoResponse {
    let source = request.video.isEmpty ? asset.name : request.video
    let order = AnalysisOrder(.dumplingai, request.json, source: source)
    let submission = try await desk.store.tasks.submit(
      desk.task(StoredOrder(order, video: .asset(asset.id)), for: caller, api: Self.api))
    guard let task = submission.task else { throw ExtractRefusal(failed: "there is no task") }
    let last = try await desk.outcome(of: task.id)
    guard last.state == .done, let result = last.result else {
      throw ExtractRefusal(failed: last.failure?.reason ?? "the analysis was given up")
    }
    guard let answer = try? JSONReader().value(of: result)["answer"],
      let document = try? DumplingAI.ExtractVideoResponse(answer)
    else { throw ExtractRefusal(failed: "the answer cannot be read") }
    return document
  }
}
