package import Providers
package import Web

/// The studios that are configured.
///
/// ```
/// {
///   "studios": {
///     "openai": { "kind": "openai", "key_env": "OPENAI_API_KEY" },
///     "veo": { "kind": "gemini", "key_env": "GEMINI_API_KEY", "poll_seconds": 10, "patience_seconds": 1800 }
///   }
/// }
/// ```
package struct StudioCatalog: Sendable {
  private struct Configured: Sendable {
    let entry: StudioEntry
    let keyVariable: String?
  }

  private let studios: [Configured]

  /// The names of the studios in the order of the configuration.
  package var names: [String] { studios.map(\.entry.name) }

  /// The environment's variables that hold their keys.
  package var keyVariables: [String] { studios.compactMap(\.keyVariable) }

  /// The configuration of those who have none.
  package static let empty = StudioCatalog(studios: [])

  private init(studios: [Configured]) { self.studios = studios }

  /// Reads the member `studios` of a configuration file; whatever is wrong is told with its line.
  package init(reading bytes: some Sequence<UInt8>) throws(CatalogError) {
    let file = try ConfigurationFile(bytes)
    var studios: [Configured] = []
    if try file.object("").names.contains("studios") {
      for name in try file.object("/studios").names {
        studios.append(try Self.studio(name, file))
      }
    }
    self.init(studios: studios)
  }

  /// The entry of a studio, with its key from the environment; nil for a name that is not configured.
  package func entry(
    _ name: String, environment: [String: String]
  ) throws(CatalogError) -> StudioEntry? {
    guard let configured = studios.first(where: { $0.entry.name == name }) else { return nil }
    var entry = configured.entry
    if let keyVariable = configured.keyVariable {
      guard let words = environment[keyVariable], !words.isEmpty else {
        throw CatalogError(
          .noKey,
          "the studio \(name) wants a key, and \(keyVariable) is not set; "
            + "export \(keyVariable)=… first")
      }
      entry.key = Secret(words)
    }
    return entry
  }

  /// The studio of a name, ready to be asked; nil for a name that is not configured.
  package func studio(
    _ name: String, environment: [String: String], isOffline: Bool = false
  ) throws(CatalogError) -> (any Studio)? {
    try entry(name, environment: environment)?.studio(isOffline: isOffline)
  }

  private static func studio(
    _ name: String, _ file: ConfigurationFile
  ) throws(CatalogError) -> Configured {
    let place = "/studios/" + ConfigurationFile.escaped(name)
    let names = try file.object(
      place,
      knows: [
        "kind", "url", "key_env", "headers", "idle_seconds", "call_seconds", "transfer_seconds",
        "poll_seconds", "patience_seconds",
      ]
    ).names
    guard !name.isEmpty, name != "local", !name.contains(where: { "/:% ".contains($0) }) else {
      throw file.wrong(place, "a studio cannot be named \"\(name)\"")
    }
    guard names.contains("kind"), let kind = StudioKind(rawValue: try file.text(place + "/kind"))
    else {
      throw file.wrong(
        names.contains("kind") ? place + "/kind" : place,
        "kind must be one of " + StudioKind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    var entry = StudioEntry(name, kind)
    if names.contains("url") {
      entry.base = try file.text(place + "/url")
      guard (try? entry.url("/")) != nil else {
        throw file.wrong(place + "/url", "url must be an http or https address")
      }
    }
    if names.contains("headers") {
      for header in try file.object(place + "/headers").names {
        entry.headers[header] = Secret(
          try file.text(place + "/headers/" + ConfigurationFile.escaped(header)))
      }
    }
    for (member, time) in times where names.contains(member) {
      entry[keyPath: time] = try file.seconds("\(place)/\(member)")
    }
    return Configured(
      entry: entry,
      keyVariable: names.contains("key_env") ? try file.text(place + "/key_env") : nil)
  }

  private static var times: KeyValuePairs<String, WritableKeyPath<StudioEntry, Duration>> {
    [
      "idle_seconds": \.idle, "call_seconds": \.call, "transfer_seconds": \.transfer,
      "poll_seconds": \.pause, "patience_seconds": \.patience,
    ]
  }
}

extension StudioEntry {
  /// The studio that the entry describes; `isOffline` makes one that opens no connection.
  ///
  /// Where it answers is the operator's word; where it sends us from there must be an address of the shared internet.
  package func studio(isOffline: Bool = false) -> any Studio {
    let host = (try? url("/")).flatMap { HostPattern("\($0.host):\($0.port)") }
    let policy: AddressPolicy =
      isOffline ? .offline : .publicOnly(allowing: Set([host].compactMap(\.self)))
    return studio(over: WebClient(policy: policy))
  }

  /// The studio that the entry describes; the client decides who may be talked to.
  package func studio(over client: WebClient) -> any Studio {
    switch kind {
    case .openai: OpenAIStudio(self, over: client)
    case .gemini: GeminiStudio(self, over: client)
    }
  }
}
