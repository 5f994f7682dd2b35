/// The servers whose ways are known.
public enum ServerKind: String, Sendable, CaseIterable {
  /// OpenAI itself.
  case openai
  /// Any server that speaks Chat Completions.
  case compatible
  /// Ollama by its own wire.
  case ollama
  /// vLLM.
  case vllm
  /// SGLang.
  case sglang
  /// The server of llama.cpp.
  case llama = "llama.cpp"
  /// LM Studio.
  case lmstudio
  /// The LiteLLM proxy.
  case litellm
  /// Google's Gemini.
  case gemini
  /// Anthropic.
  case anthropic

  /// Where it answers unless somebody says otherwise; nil if nobody can know.
  public var usualBase: String? {
    switch self {
    case .openai: "https://api.openai.com/v1"
    case .compatible: nil
    case .ollama: "http://127.0.0.1:11434"
    case .vllm: "http://127.0.0.1:8000/v1"
    case .sglang: "http://127.0.0.1:30000/v1"
    case .llama: "http://127.0.0.1:8080/v1"
    case .lmstudio: "http://127.0.0.1:1234/v1"
    case .litellm: "http://127.0.0.1:4000/v1"
    case .gemini: "https://generativelanguage.googleapis.com"
    case .anthropic: "https://api.anthropic.com"
    }
  }

  /// The name of the wire it is spoken to by.
  package var wire: String {
    switch self {
    case .ollama, .gemini, .anthropic: rawValue
    case .openai, .compatible, .vllm, .sglang, .llama, .lmstudio, .litellm: "chat"
    }
  }

  /// Whether it is somebody's service that many share, and not a program of one's own.
  var isService: Bool { self == .openai || self == .gemini || self == .anthropic }
}
