/// The routes of a router, ready to be looked up.
struct RouteTable: Sendable {
  /// What there is for a method and a path.
  enum Match: Sendable {
    case route(Router.Route, Parameters)
    /// Others answer this path, with these methods.
    case otherMethods([String])
    case nothing
  }

  private struct Node: Sendable {
    var texts: [String: Int] = [:]
    var anything: Int?
    var routes: [HTTPMethod: Router.Route] = [:]
  }

  private let router: Router
  private var nodes = [Node()]

  /// Builds the table; two routes for the same requests are an error.
  init(_ router: Router) throws(HTTPError) {
    self.router = router
    if let fault = router.faults.first { throw HTTPError(.badRoutes, fault) }
    for route in router.routes {
      let node = place(route.pattern.segments)
      if let other = nodes[node].routes[route.method] {
        throw HTTPError(
          .badRoutes,
          "\(route.method.name) \(route.pattern.text) is answered by \(other.pattern.text) already")
      }
      nodes[node].routes[route.method] = route
    }
  }

  /// Finds who answers.
  func match(_ method: HTTPMethod, _ path: [String]) -> Match {
    let path = clean(path)
    var (methods, values): (Set<String>, [String]) = ([], [])
    if let route = find(method, path[...], from: 0, &values, &methods) {
      let pairs = zip(route.pattern.names, values)
      return .route(route, Parameters(Dictionary(pairs) { first, _ in first }))
    }
    if methods.isEmpty { return .nothing }
    if methods.contains("GET") { methods.insert("HEAD") }
    return .otherMethods(methods.union(["OPTIONS"]).sorted())
  }

  /// Who words problems of a path without a route: the group with the longest prefix of it.
  func problemWriter(_ path: [String]) -> ProblemWriter {
    let path = clean(path)
    var best = (length: -1, problem: router.problem)
    for group in router.groups {
      let segments = clean(group.prefix.segments)
      let prefix = segments == [.text("")] ? [] : segments
      let fits = prefix.count <= path.count && zip(prefix, path).allSatisfy { $0.fits($1) }
      if fits && prefix.count > best.length { best = (prefix.count, group.problem) }
    }
    return best.problem
  }

  private func clean(_ path: [String]) -> [String] {
    let isIgnored = router.trailingSlash == .ignored
    return isIgnored && path.count > 1 && path.last?.isEmpty == true ? path.dropLast() : path
  }

  private func clean(_ path: [PathPattern.Segment]) -> [PathPattern.Segment] {
    let isIgnored = router.trailingSlash == .ignored
    return isIgnored && path.count > 1 && path.last == .text("") ? path.dropLast() : path
  }

  /// Finds or makes the node of a path.
  private mutating func place(_ segments: [PathPattern.Segment]) -> Int {
    var node = 0
    for segment in clean(segments) {
      let known =
        switch segment {
        case .text(let text): nodes[node].texts[text]
        case .anything: nodes[node].anything
        }
      let next = known ?? nodes.count
      if known == nil {
        nodes.append(Node())
        switch segment {
        case .text(let text): nodes[node].texts[text] = next
        case .anything: nodes[node].anything = next
        }
      }
      node = next
    }
    return node
  }

  private func find(
    _ method: HTTPMethod, _ path: ArraySlice<String>, from index: Int, _ values: inout [String],
    _ methods: inout Set<String>
  ) -> Router.Route? {
    let node = nodes[index]
    guard let segment = path.first else {
      methods.formUnion(node.routes.keys.map(\.name))
      return node.routes[method] ?? (method == .head ? node.routes[.get] : nil)
    }
    if let next = node.texts[segment],
      let route = find(method, path.dropFirst(), from: next, &values, &methods)
    {
      return route
    }
    // A name stands for something.
    guard !segment.isEmpty, let next = node.anything else { return nil }
    values.append(segment)
    if let route = find(method, path.dropFirst(), from: next, &values, &methods) { return route }
    values.removeLast()
    return nil
  }
}
