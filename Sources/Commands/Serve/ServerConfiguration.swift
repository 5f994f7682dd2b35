internal import JSON
internal import Server
internal import Tasks

/// The member `server` of the configuration.
///
///     {"keys": [{"name", "key_env", "scope", "requests_per_minute"}], "hosts": [NAME], "origins": [ORIGIN],
///      "sources": [HOST], "roots": [FOLDER], "webhooks": [{"url", "secret_env"}], "keep_days": N, "keep_bytes": N}
struct ServerConfiguration {
  private static let members: Set<String> = [
    "keys", "hosts", "origins", "sources", "roots", "webhooks", "keep_days", "keep_bytes",
  ]

  private static let keyMembers: Set<String> = [
    "name", "key_env", "scope", "requests_per_minute",
  ]

  private let path: String
  private let value: JSONValue

  /// Takes the member of a file; nil stands for one that says nothing.
  init(_ value: JSONValue?, in path: String) throws(CommandError) {
    (self.value, self.path) = (value ?? [:], path)
    guard let members = self.value.asMembers else { throw wrong("server", "must be an object") }
    try check(members, "server", knows: Self.members)
  }

  /// A list of words.
  func texts(_ name: String) throws(CommandError) -> [String] {
    guard let value = value[name] else { return [] }
    let texts = (value.asList ?? [.null]).compactMap(\.asText)
    guard let list = value.asList, texts.count == list.count else {
      throw wrong("server.\(name)", "must be a list of strings")
    }
    return texts
  }

  /// The keys, which the environment holds.
  func keys(_ environment: [String: String]) throws(CommandError) -> [AccessKey] {
    var keys: [AccessKey] = []
    for (number, entry) in try objects("keys", knows: Self.keyMembers).enumerated() {
      let place = "server.keys[\(number)]"
      let name = try text("name", of: entry, place)
      let key = try secret("key_env", of: entry, place, environment)
      guard let scopes = ServeKeys.scopes(entry["scope"]?.asText ?? "write") else {
        throw wrong("\(place).scope", "must be read or write")
      }
      keys.append(
        AccessKey(
          name: name, key: key, scopes: scopes,
          requestsPerMinute: entry["requests_per_minute"]?.asInteger.map { Int(clamping: $0) }))
    }
    return keys
  }

  /// Who is told of the end of tasks.
  func webhooks(
    _ environment: [String: String]
  ) throws(CommandError) -> [ServerSettings.Webhook] {
    var webhooks: [ServerSettings.Webhook] = []
    for (number, entry) in try objects("webhooks", knows: ["url", "secret_env"]).enumerated() {
      let place = "server.webhooks[\(number)]"
      webhooks.append(
        .init(
          url: try text("url", of: entry, place),
          secret: try secret("secret_env", of: entry, place, environment)))
    }
    return webhooks
  }

  /// How long finished tasks and unused uploads are kept, and how much of them.
  func retention() throws(CommandError) -> Retention {
    var retention = Retention()
    if let days = try number("keep_days") {
      let age = Duration.seconds(days * 86400)
      (retention.tasks, retention.assets, retention.deliveries) = (age, age, age)
    }
    if let bytes = try number("keep_bytes") {
      (retention.taskBytes, retention.assetBytes) = (bytes, bytes)
    }
    return retention
  }

  private func number(_ name: String) throws(CommandError) -> Int64? {
    guard let value = value[name] else { return nil }
    guard let number = value.asInteger, (0...(1 << 50)).contains(number) else {
      throw wrong("server.\(name)", "must be a whole number")
    }
    return number
  }

  private func objects(
    _ name: String, knows names: Set<String>
  ) throws(CommandError) -> [JSONValue] {
    guard let value = value[name] else { return [] }
    guard let list = value.asList, list.allSatisfy({ $0.asMembers != nil }) else {
      throw wrong("server.\(name)", "must be a list of objects")
    }
    for (number, entry) in list.enumerated() {
      try check(entry.asMembers ?? [], "server.\(name)[\(number)]", knows: names)
    }
    return list
  }

  /// A misspelt restriction must not be taken for none.
  private func check(
    _ members: [JSONValue.Member], _ place: String, knows names: Set<String>
  ) throws(CommandError) {
    for member in members where !names.contains(member.name) {
      throw wrong("\(place).\(member.name)", "is not known")
    }
  }

  private func text(
    _ name: String, of entry: JSONValue, _ place: String
  ) throws(CommandError) -> String {
    guard let text = entry[name]?.asText, !text.isEmpty else {
      throw wrong("\(place).\(name)", "must be a string")
    }
    return text
  }

  private func secret(
    _ name: String, of entry: JSONValue, _ place: String, _ environment: [String: String]
  ) throws(CommandError) -> String {
    let variable = try text(name, of: entry, place)
    guard let secret = environment[variable], !secret.isEmpty else {
      throw wrong("\(place).\(name)", "names \(variable), which is not set")
    }
    return secret
  }

  private func wrong(_ place: String, _ what: String) -> CommandError {
    .usage("\(path): \(place) \(what)", advice: "mend the configuration")
  }
}

extension Console {
  /// What the configuration says of the server.
  func serverConfiguration(_ arguments: Arguments) throws(CommandError) -> ServerConfiguration {
    guard let path = arguments.text(of: .config) ?? usualConfiguration, FileSystem.exists(path)
    else { return try ServerConfiguration(nil, in: "") }
    return try ServerConfiguration(try TextFile.json(of: path)["server"], in: path)
  }
}
