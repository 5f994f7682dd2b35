/// Which handler answers which requests.
///
/// A segment that is spelled out goes before one that is named. `HEAD` is answered like `GET`, without the
/// body; `OPTIONS` says what is allowed unless a route answers it.
package struct Router: Sendable {
  /// What a slash at the end of a path means.
  package enum TrailingSlash: Sendable {
    /// Nothing: `/a/` is `/a`.
    case ignored
    /// Another path.
    case distinct
  }

  /// A route and what it shares with its group.
  struct Route: Sendable {
    let method: HTTPMethod
    let pattern: PathPattern
    let options: RouteOptions
    let handler: Handler
    let admit: Admission?
    let problem: ProblemWriter
  }

  let problem: ProblemWriter
  let trailingSlash: TrailingSlash
  /// Which pages of other sites may use the routes.
  package var crossOrigin = CrossOrigin()
  private(set) var routes: [Route] = []
  private(set) var groups: [(prefix: PathPattern, problem: ProblemWriter)] = []
  private(set) var faults: [String] = []

  /// Makes a router without routes; `problem` words what no group does.
  package init(trailingSlash: TrailingSlash = .ignored, problem: @escaping ProblemWriter) {
    (self.trailingSlash, self.problem) = (trailingSlash, problem)
  }

  /// The methods and patterns of all routes, in the order in which they were added.
  package var listing: [(method: HTTPMethod, pattern: String)] {
    routes.map { ($0.method, $0.pattern.text) }
  }

  /// Adds a route; a pattern that is none, or taken, is found when the server starts.
  package mutating func on(
    _ method: HTTPMethod, _ pattern: String, options: RouteOptions = RouteOptions(),
    _ handler: @escaping Handler
  ) {
    add(method, pattern, options, handler, admit: nil, problem)
  }

  /// Adds routes under a prefix that share who may use them and how problems are worded.
  package mutating func group(
    _ prefix: String, admit: Admission? = nil, problem: ProblemWriter? = nil,
    _ fill: (inout RouteGroup) -> Void
  ) {
    let problem = problem ?? self.problem
    if let pattern = PathPattern(prefix.isEmpty ? "/" : prefix) {
      groups.append((pattern, problem))
    } else {
      faults.append("\(prefix) is no prefix")
    }
    var group = RouteGroup()
    fill(&group)
    for entry in group.entries {
      let path = prefix + (entry.pattern == "/" && !prefix.isEmpty ? "" : entry.pattern)
      add(entry.method, path, entry.options, entry.handler, admit: admit, problem)
    }
  }

  private mutating func add(
    _ method: HTTPMethod, _ pattern: String, _ options: RouteOptions, _ handler: @escaping Handler,
    admit: Admission?, _ problem: @escaping ProblemWriter
  ) {
    guard let path = PathPattern(pattern) else {
      faults.append("\(pattern) is no pattern")
      return
    }
    routes.append(
      Route(
        method: method, pattern: path, options: options, handler: handler, admit: admit,
        problem: problem))
  }
}

/// Routes that share a prefix.
package struct RouteGroup {
  struct Entry {
    let method: HTTPMethod
    let pattern: String
    let options: RouteOptions
    let handler: Handler
  }

  private(set) var entries: [Entry] = []

  /// Adds a route; its pattern begins behind the prefix.
  package mutating func on(
    _ method: HTTPMethod, _ pattern: String, options: RouteOptions = RouteOptions(),
    _ handler: @escaping Handler
  ) {
    entries.append(Entry(method: method, pattern: pattern, options: options, handler: handler))
  }
}
