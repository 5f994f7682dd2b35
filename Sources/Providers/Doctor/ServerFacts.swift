internal import JSON
internal import Models

/// What a server tells of itself and of a model without being asked a question.
struct ServerFacts: Sendable, Equatable {
  /// What kind it is; nil if it cannot be told.
  var kind: ServerKind?
  /// Its version, in its own words.
  var version: String?
  /// Whether the model is in its list; nil if there is no list.
  var isListed: Bool?
  /// Tokens of question and answer together.
  var contextTokens: Int?
  /// The most tokens of an answer.
  var outputTokens: Int?
  /// Whether the model sees pictures.
  var seesPictures: Bool?
  /// The paths that it answered.
  var paths: [String] = []

  /// What it says, for people.
  var summary: String {
    var parts: [String] = []
    if let kind { parts.append(kind.rawValue + (version.map { " \($0)" } ?? "")) }
    if let contextTokens { parts.append("a context of \(contextTokens) tokens") }
    if let outputTokens { parts.append("answers of up to \(outputTokens) tokens") }
    if let seesPictures { parts.append(seesPictures ? "sees pictures" : "sees no pictures") }
    return parts.joined(separator: ", ")
  }

  /// Takes what the list of Chat Completions says of a model.
  mutating func take(list: JSONValue, model: String) {
    guard let models = list["data"]?.asList else { return }
    let found = models.first { $0["id"]?.asText == model }
    isListed = found != nil
    let any = found ?? models.first
    switch any?["owned_by"]?.asText {
    case "vllm": kind = .vllm
    case "sglang": kind = .sglang
    case "llamacpp": kind = .llama
    case "library": kind = .ollama
    default: break
    }
    contextTokens = found?["max_model_len"]?.asCount ?? found?["meta"]?["n_ctx"]?.asCount
  }

  /// Takes what llama.cpp calls its properties.
  mutating func take(properties: JSONValue) {
    guard let settings = properties["default_generation_settings"] else { return }
    kind = .llama
    contextTokens = settings["n_ctx"]?.asCount ?? contextTokens
    seesPictures = properties["modalities"]?["vision"]?.asFlag
    version = properties["build_info"]?.asText
  }

  /// Takes what LM Studio says of its models.
  mutating func take(studio: JSONValue, model: String) {
    guard let found = studio["data"]?.asList?.first(where: { $0["id"]?.asText == model }),
      let type = found["type"]?.asText
    else { return }
    kind = .lmstudio
    seesPictures = type == "vlm"
    contextTokens =
      found["loaded_context_length"]?.asCount ?? found["max_context_length"]?.asCount
  }

  /// Takes what LiteLLM says of its models; it leaves open what it does not know.
  mutating func take(proxy: JSONValue, model: String) {
    guard
      let models = proxy["data"]?.asList, models.contains(where: { $0["model_info"] != nil })
    else { return }
    kind = .litellm
    let about = models.first { $0["model_name"]?.asText == model }?["model_info"]
    contextTokens = about?["max_input_tokens"]?.asCount
    outputTokens = about?["max_output_tokens"]?.asCount
    // It says no of models that it has never heard of, too.
    seesPictures = about?["supports_vision"]?.asFlag == true ? true : nil
  }

  /// Takes what Ollama shows of a model; the context it was trained for is not the one that it gets.
  mutating func take(shown: JSONValue) {
    kind = .ollama
    isListed = true
    let architecture = shown["model_info"]?["general.architecture"]?.asText ?? ""
    contextTokens = shown["model_info"]?["\(architecture).context_length"]?.asCount
    seesPictures = shown["capabilities"]?.asList?.contains("vision")
  }

  /// Takes what Gemini says of a model.
  mutating func take(gemini: JSONValue) {
    kind = .gemini
    isListed = true
    contextTokens = gemini["inputTokenLimit"]?.asCount
    outputTokens = gemini["outputTokenLimit"]?.asCount
  }

  /// Takes what Anthropic says of a model.
  mutating func take(anthropic: JSONValue) {
    kind = .anthropic
    isListed = true
    contextTokens = anthropic["max_input_tokens"]?.asCount
    outputTokens = anthropic["max_tokens"]?.asCount
    seesPictures = anthropic["capabilities"]?["image_input"]?["supported"]?.asFlag
  }
}
