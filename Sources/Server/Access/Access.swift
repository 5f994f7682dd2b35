package import HTTP

/// Decides who may do what.
///
/// Without keys, which only a server on the loopback address may have, any key opens everything, to requests that name
/// this machine as their host: pages of other sites cannot, even if their name is made to point here.
package struct Access: Sendable {
  /// How the clients of an API show their key.
  package enum Form: Sendable {
    /// In the field `x-api-key`.
    case apiKey
    /// In the field `Authorization`, as a bearer.
    case bearer
    /// Either way, or by the cookie of a session.
    case any
    /// In any field by which clients of gateways show theirs; one that is right is enough.
    case gateway
  }

  /// What becomes of a request.
  package enum Decision: Sendable, Equatable {
    /// It may go on.
    case admitted(Caller)
    /// It shows no key, or a wrong one.
    case unknown
    /// Its key does not go so far.
    case forbidden
    /// The key's requests of this minute are used up; more are allowed in so many seconds.
    case exhausted(Caller, seconds: Int)
    /// It calls this machine by a name that is none of its own.
    case foreignHost
  }

  private let keys: [AccessKey]
  private let hosts: Set<String>
  private let rates: RequestRates
  let sessions = Sessions()

  /// Admits the bearers of keys; `hosts` are names of this machine beside those of the loopback address.
  package init(keys: [AccessKey], hosts: Set<String> = [], requestsPerMinute: Int) {
    self.keys = keys
    self.hosts = Set(hosts.map { $0.lowercased() })
      .union(["localhost", "127.0.0.1", "[::1]"])
    rates = RequestRates(most: requestsPerMinute)
  }

  /// Decides on a request, and counts it.
  package func decide(
    _ head: RequestHead, _ form: Form, for scope: AccessKey.Scope
  ) -> Decision {
    guard isAtHome(head) else { return .foreignHost }
    guard let caller = caller(of: head, form) else { return .unknown }
    guard caller.scopes.contains(scope) else { return .forbidden }
    if let wait = rates.count(caller) { return .exhausted(caller, seconds: wait) }
    return .admitted(caller)
  }

  /// Who sent a request that was admitted.
  package func caller(of head: RequestHead, _ form: Form) -> Caller? {
    if form == .any, let caller = sessions.caller(of: head) { return caller }
    for key in Self.keys(in: head, form) where !key.isEmpty {
      if let caller = caller(showing: key) { return caller }
    }
    return nil
  }

  private func caller(showing key: String) -> Caller? {
    guard !keys.isEmpty else { return .local }
    let digest = AccessKey.digest(of: key)
    // All are compared, so that the time says nothing of which one it was.
    var found: AccessKey?
    for key in keys where key.matches(digest) { found = key }
    return found.map(Caller.init)
  }

  /// How many requests a caller may make in a minute, and how many are left of this one.
  package func rate(of caller: Caller) -> (limit: Int, remaining: Int) { rates.state(of: caller) }

  private func isAtHome(_ head: RequestHead) -> Bool {
    guard keys.isEmpty else { return true }
    guard let host = head.headers["Host"]?.lowercased() else { return true }
    let name =
      host.hasPrefix("[")
      ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
    return hosts.contains(String(name))
  }

  private static func keys(in head: RequestHead, _ form: Form) -> [String] {
    switch form {
    case .apiKey: [head.headers["x-api-key"]].compactMap(\.self)
    case .bearer: [bearer(head)].compactMap(\.self)
    case .any: [bearer(head) ?? head.headers["x-api-key"]].compactMap(\.self)
    case .gateway: [bearer(head)].compactMap(\.self) + GatewayKeys.keys(in: head)
    }
  }

  private static func bearer(_ head: RequestHead) -> String? {
    guard let field = head.headers["Authorization"] else { return nil }
    let words = field.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
    return words[1].drop { $0 == " " }.isEmpty ? nil : String(words[1].drop { $0 == " " })
  }
}

/// Who sent a request.
package struct Caller: Sendable, Equatable {
  /// Whose tasks and assets are theirs.
  package let name: String
  /// What they may do.
  package let scopes: Set<AccessKey.Scope>
  /// Requests in a minute; nil for what the server allows.
  let requestsPerMinute: Int?

  init(_ key: AccessKey) {
    (name, scopes, requestsPerMinute) = (key.name, key.scopes, key.requestsPerMinute)
  }

  private init(name: String) {
    (self.name, scopes, requestsPerMinute) = (name, Set(AccessKey.Scope.allCases), nil)
  }

  /// Whoever calls a server without keys.
  static let local = Caller(name: "local")
}
