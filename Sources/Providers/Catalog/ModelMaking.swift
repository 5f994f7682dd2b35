public import Models
internal import Web

extension ModelCatalog {
  /// The model behind a name, ready to answer; `isOffline` makes one that opens no connection.
  public func model(
    _ name: String, environment: [String: String], isOffline: Bool = false
  ) throws(CatalogError) -> any VideoModel {
    guard let entry = try entry(name, environment: environment) else { return EmbeddedModel() }
    return entry.model(isOffline: isOffline)
  }
}

extension ModelCatalog {
  /// The transcriber behind a name; `isOffline` makes one that opens no connection.
  public func transcriber(
    _ name: String, environment: [String: String], isOffline: Bool = false
  ) throws(CatalogError) -> any Transcriber {
    guard let entry = try entry(name, environment: environment) else {
      throw CatalogError(.noSuchModel, "the embedded model hears no words; name another")
    }
    guard entry.kind.transcribes else {
      throw CatalogError(
        .noSuchModel, "servers of the kind \(entry.kind.rawValue) transcribe nothing: \"\(name)\"")
    }
    return TranscriptionModel(
      entry, language: nil, over: WebClient(policy: isOffline ? .offline : .any))
  }
}

extension ServerKind {
  /// Whether servers of this kind may answer `audio/transcriptions`.
  fileprivate var transcribes: Bool {
    switch self {
    case .openai, .compatible, .vllm, .sglang, .llama, .lmstudio, .litellm: true
    case .ollama, .gemini, .anthropic: false
    }
  }
}

extension ServerEntry {
  /// The model that the entry describes, ready to answer; `isOffline` makes one that opens no connection.
  public func model(isOffline: Bool = false) -> any VideoModel {
    let client = WebClient(policy: isOffline ? .offline : .any)
    return switch kind {
    case .ollama: OllamaModel(self, over: client)
    case .gemini: GeminiModel(self, over: client)
    case .anthropic: MessagesModel(self, over: client)
    case .openai, .compatible, .vllm, .sglang, .llama, .lmstudio, .litellm:
      ChatModel(self, over: client)
    }
  }
}
