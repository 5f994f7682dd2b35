internal import HTTP
internal import Services
internal import Tasks
internal import Wires

/// Bifrost's `/v1/videos`, and its facades for OpenAI's clients.
struct BifrostRoutes {
  private static let roots: KeyValuePairs<String, Bool> = [
    "/v1/videos": false, "/openai/v1/videos": true, "/openai/videos": true,
    "/openai/openai/videos": true,
  ]

  let desk: Desk

  /// Adds the routes; requests are refused in Bifrost's words.
  func add(to router: inout Router) {
    let admit = desk.admission(.gateway) { BifrostRefusal($0).response }
    for (root, isFacade) in Self.roots {
      router.group(
        root, admit: admit, problem: { problem, _ in BifrostRefusal(problem).response }
      ) { group in
        add(to: &group, Place(root: root, isFacade: isFacade))
      }
    }
  }

  private struct Place {
    let root: String
    let isFacade: Bool
  }

  private func add(to group: inout RouteGroup, _ place: Place) {
    let jobs = VideoJobs(desk: desk)
    let large = RouteOptions(bodyLimit: desk.settings.largestBody, accepts: .either)
    group.on(.post, "/", options: large, handler(.generation, place, jobs.create))
    group.on(.get, "/", handler(.list, place, jobs.list))
    group.on(.get, "/{video_id}", handler(.retrieve, place, jobs.show))
    group.on(.delete, "/{video_id}", handler(.delete, place, jobs.delete))
    group.on(.get, "/{video_id}/content", handler(.download, place, jobs.content))
    group.on(
      .post, "/{video_id}/remix", options: RouteOptions(accepts: .either),
      handler(.remix, place, jobs.remix))
    // What OpenAI's clients can ask besides, and nobody here can do.
    let body = RouteOptions(bodyLimit: desk.settings.largestUpload)
    group.on(.post, "/edits", options: body, refusal(of: .edit, place))
    group.on(.post, "/extensions", options: body, refusal(of: .extend, place))
    group.on(.post, "/characters", options: body, refusal(of: .character, place))
    group.on(.get, "/characters/{character_id}", refusal(of: .character, place))
  }

  private func refusal(of type: Bifrost.RequestType, _ place: Place) -> Handler {
    handler(type, place) { _ in throw BifrostRefusal.unsupported(type, by: "openai") }
  }

  /// Answers with what a piece of work gives, and puts what it throws into Bifrost's words.
  private func handler(
    _ type: Bifrost.RequestType, _ place: Place,
    _ work: @escaping @Sendable (VideoJobs.Call) async throws -> Response
  ) -> Handler {
    let desk = desk
    return { request, parameters in
      var refusal: BifrostRefusal
      do {
        return try await work(
          VideoJobs.Call(
            request: request, id: parameters["video_id"],
            caller: try desk.caller(of: request, .gateway), door: Self.door(request, place),
            root: desk.address(for: request) + place.root))
      } catch let error as BifrostRefusal {
        refusal = error
      } catch let error as StoreError {
        refusal = BifrostRefusal(error)
      } catch let error as Problem {
        refusal = BifrostRefusal(error)
      } catch let error as HTTPError where error.code == .badBody {
        refusal = .malformed(error.message)
      }
      refusal.error.requestType = type
      return refusal.response
    }
  }

  private static func door(_ request: Request, _ place: Place) -> VideoDoor {
    var isForm = false
    if case .form = request.body { isForm = true }
    return VideoDoor(
      isFacade: place.isFacade, isFromOpenAI: request.head.headers["x-stainless-lang"] != nil,
      isForm: isForm)
  }
}
