internal import JSON
internal import Models
internal import Web

/// Reads what a server tells for nothing.
struct ServerInquiry {
  private let entry: ServerEntry
  private let versioned: ServerConversation
  private let root: ServerConversation
  private var facts = ServerFacts()

  init(_ entry: ServerEntry) {
    let client = WebClient(policy: .any)
    var entry = entry
    if entry.kind == .anthropic {
      entry.headers["anthropic-version"] =
        entry.headers["anthropic-version"] ?? Secret(entry.profile.version ?? "2023-06-01")
    }
    self.entry = entry
    versioned = ServerConversation(entry, over: client)
    var beside = entry
    while beside.base.last == "/" { beside.base.removeLast() }
    for version in ["/v1", "/v1beta"] where beside.base.hasSuffix(version) {
      beside.base.removeLast(version.count)
    }
    // Of a kind whose paths begin with no version.
    beside.kind = .ollama
    root = ServerConversation(beside, over: client)
  }

  /// Asks around; only a server that cannot be reached throws.
  mutating func facts() async throws(ModelError) -> ServerFacts {
    let name = PathWords.encoded(entry.model)
    switch entry.kind {
    case .gemini:
      let version = entry.profile.version ?? "v1beta"
      let place = entry.model.contains("/") ? name : "models/\(name)"
      if let value = try await get("/\(version)/\(place)") { facts.take(gemini: value) }
    case .anthropic:
      if let value = try await get("/v1/models/\(name)") { facts.take(anthropic: value) }
    case .ollama:
      let model: JSONValue = ["model": .text(entry.model)]
      if let value = try await value(of: "/api/show", from: root, posting: model) {
        facts.take(shown: value)
      }
      facts.version = try await get("/api/version")?["version"]?.asText
    case .openai, .compatible, .vllm, .sglang, .llama, .lmstudio, .litellm:
      try await askAround()
    }
    return facts
  }

  private mutating func askAround() async throws(ModelError) {
    if let value = try await value(of: "/models", from: versioned) {
      facts.take(list: value, model: entry.model)
    }
    let kind = facts.kind ?? (entry.kind == .compatible ? nil : entry.kind)
    if kind == .llama || kind == nil, let value = try await get("/props") {
      facts.take(properties: value)
    }
    if kind == .vllm || kind == .sglang {
      facts.version = try await get("/version")?["version"]?.asText
    }
    if kind == .sglang, let value = try await get("/model_info") {
      facts.seesPictures = value["has_image_understanding"]?.asFlag
    }
    if kind == .lmstudio || kind == nil, facts.kind == nil,
      let value = try await get("/api/v0/models")
    {
      facts.take(studio: value, model: entry.model)
    }
    if kind == .litellm || kind == nil, facts.kind == nil,
      let value = try await get("/v1/model/info")
    {
      facts.take(proxy: value, model: entry.model)
    }
    if kind == .ollama || kind == nil, facts.kind == nil || facts.kind == .ollama,
      let version = try await get("/api/version")?["version"]?.asText
    {
      (facts.kind, facts.version) = (.ollama, version)
    }
  }

  private mutating func get(_ path: String) async throws(ModelError) -> JSONValue? {
    try await value(of: path, from: root)
  }

  /// The value of a page; nil where the server has none, or says so in words that are no JSON.
  private mutating func value(
    of path: String, from conversation: ServerConversation, posting body: JSONValue? = nil
  ) async throws(ModelError) -> JSONValue? {
    let reply: ServerReply<JSONValue>
    do throws(ModelError) {
      if let body {
        reply = try await conversation.post(path, body)
      } else {
        reply = try await conversation.get(path)
      }
    } catch {
      guard error.code == .brokenAnswer else { throw error }
      return nil
    }
    guard case .success(let value) = reply.result else { return nil }
    facts.paths.append(path)
    return value
  }
}
