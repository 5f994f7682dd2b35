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
