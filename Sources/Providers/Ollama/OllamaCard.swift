internal import JSON
internal import Synchronization

/// What Ollama says of a model, and how much context it was given so far.
final class OllamaCard: Sendable {
  private struct State {
    var isUnknown = true
    var isBlind = false
    var context = OllamaContext()
  }

  private let state = Mutex(State())

  /// Whether nobody asked yet.
  var isUnknown: Bool { state.withLock { $0.isUnknown } }

  /// Whether the model is known to see no pictures.
  var isBlind: Bool { state.withLock { $0.isBlind } }

  /// Takes what `/api/show` answered.
  func take(_ value: JSONValue) {
    let information = value["model_info"]
    let architecture = information?["general.architecture"]?.asText ?? ""
    let capabilities = value["capabilities"]?.asList?.compactMap(\.asText)
    state.withLock { state in
      state.isUnknown = false
      state.isBlind = capabilities.map { !$0.contains("vision") } ?? false
      state.context.trained = information?["\(architecture).context_length"]?.asCount
        .flatMap { $0 > 0 ? $0 : nil }
    }
  }

  /// The context for a request that needs so many tokens.
  func grant(_ need: Int) -> Int { state.withLock { $0.context.grant(need) } }
}
