/// What is decided about a request before its body.
struct Intake: Sendable {
  /// What becomes of it.
  enum Plan: Sendable {
    /// It goes to a handler, once its body has come.
    case handle(Router.Route, Parameters)
    /// It is answered without one.
    case answer(Response)
  }

  /// A body that nobody reads may be so large before it costs the connection.
  private static let small: Int64 = 64 << 10

  let plan: Plan
  /// Who words what goes wrong from here on.
  let problem: ProblemWriter
  /// The pattern of the route.
  let pattern: String?
  /// Whether the answer goes out at once, and the body is not read.
  let isImmediate: Bool

  init(_ head: RequestHead, target: String, _ core: ServerCore) {
    let found = Self.look(head, target, core)
    (plan, problem, pattern) = (found.plan, found.problem, found.pattern)
    guard case .answer = plan else {
      isImmediate = false
      return
    }
    let length = head.headers["Transfer-Encoding"] == nil ? head.contentLength ?? 0 : .max
    isImmediate = length > Self.small || length > 0 && head.isWaiting
  }

  /// Who takes the body.
  func receiver(for head: RequestHead, _ core: ServerCore) -> BodyReceiver {
    guard case .handle(let route, _) = plan else { return BodyReceiver(discarding: Self.small) }
    let limit = route.options.bodyLimit ?? core.limits.bodyBytes
    guard route.options.accepts != .raw, let boundary = head.boundary else {
      return BodyReceiver(plain: limit, inMemory: core.limits.memoryBodyBytes, spool: core.spool)
    }
    return BodyReceiver(form: boundary, limit: limit, core.limits, spool: core.spool)
  }

  private struct Finding {
    var plan: Plan
    var problem: ProblemWriter
    var pattern: String?
  }

  private static func look(_ head: RequestHead, _ target: String, _ core: ServerCore) -> Finding {
    let writer = core.table.problemWriter(head.segments)
    if let problem = head.problem(target: target, core.limits) {
      return Finding(plan: .answer(writer(problem, head)), problem: writer)
    }
    switch core.table.match(head.method, head.segments) {
    case .nothing:
      let problem = Problem(.notFound, "There is nothing at this address.")
      return Finding(plan: .answer(writer(problem, head)), problem: writer)
    case .otherMethods(let methods):
      let allowed = methods.joined(separator: ", ")
      let problem = Problem(.methodNotAllowed, "This address answers \(allowed).")
      let answer = head.method == .options ? Response(204) : writer(problem, head)
      return Finding(plan: .answer(answer.with("Allow", allowed)), problem: writer)
    case .route(let route, let parameters):
      let answer = refusal(head, route, parameters, core)
      return Finding(
        plan: answer.map { .answer($0) } ?? .handle(route, parameters), problem: route.problem,
        pattern: route.pattern.text)
    }
  }

  /// Why a request may not go to its route, in the words of the route's API.
  private static func refusal(
    _ head: RequestHead, _ route: Router.Route, _ parameters: Parameters, _ core: ServerCore
  ) -> Response? {
    let info = RouteInfo(
      pattern: route.pattern.text, method: route.method, parameters: parameters)
    if let answer = route.admit?(head, info) { return answer }
    let limit = route.options.bodyLimit ?? core.limits.bodyBytes
    if let length = head.contentLength, length > limit {
      return route.problem(.bodyTooLarge(limit), head)
    }
    let isForm = head.contentType == "multipart/form-data"
    if route.options.accepts == .form, head.hasBody, !isForm {
      let problem = Problem(.unsupportedMediaType, "The body must be multipart/form-data.")
      return route.problem(problem, head)
    }
    if route.options.accepts != .raw, isForm, head.boundary == nil {
      return route.problem(Problem(.badRequest, "The form names no boundary."), head)
    }
    return nil
  }
}

extension RequestHead {
  /// What stands between the parts of a form.
  fileprivate var boundary: String? {
    guard contentType == "multipart/form-data", let type = headers["Content-Type"],
      let boundary = HeaderParameters(type)["boundary"], (1...70).contains(boundary.utf8.count),
      boundary.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), boundary.utf8.last != 0x20
    else { return nil }
    return boundary
  }
}
