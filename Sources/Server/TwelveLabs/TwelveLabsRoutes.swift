internal import HTTP
internal import JSON
internal import Services
internal import Tasks

/// TwelveLabs' API 1.3: analyses as tasks and at once, and assets; under its prefix and without it.
struct TwelveLabsRoutes {
  /// What tasks are listed by.
  static let api = "twelvelabs"
  private static let prefix = "/v1.3"

  let desk: Desk

  /// Adds the routes; requests are refused in the service's words.
  func add(to router: inout Router) {
    let admit = desk.admission(.apiKey, refuse: TwelveLabsWords.refusal)
    router.group(Self.prefix, problem: TwelveLabsWords.problem) { _ in }
    for prefix in [Self.prefix, ""] {
      router.group("\(prefix)/analyze", admit: admit, problem: TwelveLabsWords.problem) {
        addAnalyses(to: &$0)
      }
      router.group("\(prefix)/assets", admit: admit, problem: TwelveLabsWords.problem) {
        addAssets(to: &$0)
      }
      // Whoever has such an address may write there; clients show no key.
      router.group("\(prefix)/asset-parts", problem: TwelveLabsWords.problem) { group in
        let uploads = TwelveLabsUploads(desk: desk, prefix: prefix)
        group.on(
          .put, "/{upload}/{number}",
          options: RouteOptions(bodyLimit: TwelveLabsUploads.largestPart),
          open { request, parameters in try await uploads.receive(request, parameters) })
      }
    }
  }

  private func addAnalyses(to group: inout RouteGroup) {
    let (tasks, answers) = (TwelveLabsTasks(desk: desk), TwelveLabsAnswers(desk: desk))
    let large = RouteOptions(bodyLimit: desk.settings.largestBody)
    group.on(.post, "/", options: large, handler(answers.create))
    group.on(.post, "/tasks", options: large, handler(tasks.create))
    group.on(.get, "/tasks", handler(tasks.list))
    group.on(.get, "/tasks/{id}", handler(tasks.show))
    group.on(.delete, "/tasks/{id}", handler(tasks.delete))
    group.on(.post, "/tasks/{id}/cancel", handler(tasks.cancel))
  }

  private func addAssets(to group: inout RouteGroup) {
    let (assets, transcriptions) = (
      TwelveLabsAssets(desk: desk), TwelveLabsTranscriptions(desk: desk)
    )
    group.on(
      .post, "/", options: RouteOptions(bodyLimit: desk.settings.largestUpload, accepts: .form),
      handler(assets.create))
    group.on(.get, "/", handler(assets.list))
    group.on(.get, "/{id}", handler(assets.show))
    group.on(.delete, "/{id}", handler(assets.delete))
    group.on(.get, "/{id}/transcription", handler(transcriptions.show))
    group.on(.put, "/{id}/user-metadata", handler(assets.replaceNotes))
    group.on(.patch, "/{id}/user-metadata", handler(assets.changeNotes))
    group.on(.delete, "/{id}/user-metadata", handler(assets.removeNotes))
    let uploads = TwelveLabsUploads(desk: desk, prefix: Self.prefix)
    group.on(.post, "/multipart-uploads", handler(uploads.create))
    group.on(.get, "/multipart-uploads", handler(uploads.list))
    group.on(.get, "/multipart-uploads/{id}", handler(uploads.show))
    group.on(.post, "/multipart-uploads/{id}", handler(uploads.complete))
    group.on(.post, "/multipart-uploads/{id}/presigned-urls", handler(uploads.moreAddresses))
  }

  /// Answers with what a handler gives, and puts what it throws into the service's words.
  private func handler(
    _ work: @escaping @Sendable (Request, Parameters, Caller) async throws -> Response
  ) -> Handler {
    let desk = desk
    return open { request, parameters in
      try await work(request, parameters, try desk.caller(of: request, .apiKey))
    }
  }

  private func open(
    _ work: @escaping @Sendable (Request, Parameters) async throws -> Response
  ) -> Handler {
    { request, parameters in
      do {
        return TwelveLabsWords.versioned(try await work(request, parameters))
      } catch let error as TwelveLabsRefusal {
        return TwelveLabsWords.answer(error)
      } catch let error as StoreError {
        return TwelveLabsWords.answer(
          TwelveLabsWords.refusal(error, of: parameters["id"], in: "resources"))
      }
    }
  }
}

extension Request {
  /// What stands after the question mark.
  var words: [(name: String, value: String)] { head.query.map { ($0.name, $0.value) } }

  /// The JSON of the body, whatever it is.
  func json(atMost most: Int64) async throws -> JSONValue {
    let bytes = try await body.bytes(atMost: most)
    do {
      return try JSONReader().value(of: bytes)
    } catch {
      throw TwelveLabsRefusal(
        400, .parameterInvalid,
        "The request contains some invalid parameters. The body is no JSON: \(error).")
    }
  }
}
