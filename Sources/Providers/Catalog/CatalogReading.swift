internal import JSON
internal import Models

extension ModelCatalog {
  /// Reads a configuration file; whatever is wrong is told with its line.
  ///
  /// ```
  /// {
  ///   "model": "local/qwen3-vl:8b",
  ///   "aliases": { "pegasus1.5": "local/qwen3-vl:8b" },
  ///   "providers": {
  ///     "local": { "kind": "ollama", "url": "http://127.0.0.1:11434" },
  ///     "cloud": {
  ///       "kind": "openai", "key_env": "OPENAI_API_KEY",
  ///       "models": { "gpt-5.6": { "prices": { "input": 1.25, "output": 10 } } }
  ///     }
  ///   }
  /// }
  /// ```
  public init(reading bytes: some Sequence<UInt8>) throws(CatalogError) {
    try self.init(ConfigurationFile(bytes))
  }

  private init(_ file: ConfigurationFile) throws(CatalogError) {
    let root = try file.object(
      "", knows: ["model", "transcriber", "aliases", "providers", "studios", "server"])
    var providers: [Provider] = []
    if root.names.contains("providers") {
      for name in try file.object("/providers").names {
        providers.append(try Self.provider(name, file))
      }
    }
    var aliases: [String: String] = [:]
    if root.names.contains("aliases") {
      for name in try file.object("/aliases").names {
        aliases[name] = try file.text("/aliases/" + ConfigurationFile.escaped(name))
      }
    }
    let model = root.names.contains("model") ? try file.text("/model") : EmbeddedModel.name
    let transcriber = root.names.contains("transcriber") ? try file.text("/transcriber") : nil
    self.init(
      defaultModel: model, defaultTranscriber: transcriber, aliases: aliases, providers: providers)
    try check(file)
  }

  /// Refuses aliases that go in circles, and names that mean nothing.
  private func check(_ file: ConfigurationFile) throws(CatalogError) {
    for start in aliases.keys.sorted() {
      let place = "/aliases/" + ConfigurationFile.escaped(start)
      var (name, steps) = (start, 0)
      while let next = aliases[name] {
        (name, steps) = (next, steps + 1)
        guard steps <= aliases.count else {
          throw file.wrong(place, "the alias \(start) leads back to itself")
        }
      }
      try check(name, place, file)
    }
    let meaning = meaning(of: defaultModel)
    try check(meaning, "/model", file)
    if let defaultTranscriber {
      try check(self.meaning(of: defaultTranscriber), "/transcriber", file)
    }
  }

  private func check(
    _ name: String, _ place: String, _ file: ConfigurationFile
  ) throws(CatalogError) {
    let provider = name.prefix { $0 != "/" }
    guard provider == EmbeddedModel.name || providers.contains(where: { $0.name == provider })
    else {
      throw file.wrong(place, "\"\(name)\" names the provider \(provider), which is not configured")
    }
  }

  private static func provider(
    _ name: String, _ file: ConfigurationFile
  ) throws(CatalogError) -> Provider {
    let place = "/providers/" + ConfigurationFile.escaped(name)
    let members = try file.object(
      place,
      knows: [
        "kind", "url", "key_env", "headers", "models", "profile", "prices", "concurrency",
        "idle_seconds", "call_seconds",
      ])
    guard !name.isEmpty, !name.contains("/"), name != EmbeddedModel.name else {
      throw file.wrong(place, "a provider cannot be named \"\(name)\"")
    }
    guard members.names.contains("kind"),
      let kind = ServerKind(rawValue: try file.text(place + "/kind"))
    else {
      throw file.wrong(
        members.names.contains("kind") ? place + "/kind" : place,
        "kind must be one of " + ServerKind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let base = members.names.contains("url") ? try file.text(place + "/url") : nil
    guard base != nil || kind.usualBase != nil else {
      throw file.wrong(place, "a provider of the kind \(kind.rawValue) needs a url")
    }
    let usual = ModelSettings(profile: ServerProfile(for: kind))
    let common = try file.settings(place, members.names, usual)
    var models: [String] = []
    var entries: [String: ModelSettings] = [:]
    if members.names.contains("models") {
      models = try file.object(place + "/models").names
      for model in models {
        let inside = place + "/models/" + ConfigurationFile.escaped(model)
        let names = try file.object(
          inside, knows: ["profile", "prices", "concurrency", "idle_seconds", "call_seconds"]
        ).names
        entries[model] = try file.settings(inside, names, common)
      }
    }
    var headers: [String: Secret] = [:]
    if members.names.contains("headers") {
      for header in try file.object(place + "/headers").names {
        headers[header] = Secret(
          try file.text(place + "/headers/" + ConfigurationFile.escaped(header)))
      }
    }
    return Provider(
      name: name, kind: kind, base: base,
      keyVariable: members.names.contains("key_env") ? try file.text(place + "/key_env") : nil,
      models: models, headers: headers, entries: entries, common: common)
  }
}
