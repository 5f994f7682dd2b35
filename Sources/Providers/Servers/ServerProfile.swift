public import Models

/// What is known of a server and its model: what it takes, what it refuses, and how it wants to be asked.
///
/// It begins with what is usual for the kind of server, and is made exact by settings and by trying.
public struct ServerProfile: Sendable, Equatable {
  /// The field that bounds the answer; a server that knows one may refuse or ignore the other.
  public enum LimitField: String, Sendable, CaseIterable {
    /// `max_tokens`.
    case maxTokens = "max_tokens"
    /// `max_completion_tokens`.
    case maxCompletionTokens = "max_completion_tokens"
    /// None is sent.
    case absent = "none"
  }

  /// How the shape of an answer is asked for.
  public enum SchemaMode: String, Sendable, CaseIterable {
    /// By a JSON schema that the server enforces.
    case schema = "json_schema"
    /// By a JSON schema from which llama.cpp makes a grammar.
    case grammar
    /// As the arguments of a tool that must be used.
    case tool
    /// As JSON of any shape; the schema stands in the prompt.
    case object = "json_object"
    /// In the prompt alone.
    case prompt
  }

  /// In which order words and pictures reach the model.
  public enum Order: String, Sendable, CaseIterable {
    /// As they were sent.
    case interleaved
    /// The pictures come before all words.
    case picturesFirst = "images_first"
    /// Nobody knows.
    case unknown
  }

  /// How hidden thinking is turned off.
  public enum Thinking: String, Sendable, CaseIterable {
    /// It is left as the server has it.
    case untouched = "default"
    /// By `reasoning_effort: none`.
    case effort = "reasoning_effort"
    /// By `chat_template_kwargs`.
    case template = "chat_template_kwargs"
    /// By Ollama's `think`.
    case think
    /// By a budget of no tokens, as the 2.5 family of Gemini takes it.
    case budget = "thinking_budget"
    /// By the lowest level, as later ones take it.
    case level = "thinking_level"
  }

  /// The header field that carries the key.
  public enum KeyField: String, Sendable, CaseIterable {
    /// `Authorization: Bearer`.
    case bearer
    /// `x-api-key`.
    case xAPIKey = "x-api-key"
    /// `x-goog-api-key`.
    case google = "x-goog-api-key"
    /// `api-key`.
    case apiKey = "api-key"
  }

  /// The field that bounds the answer.
  public var limitField = LimitField.maxTokens
  /// Whether a temperature may be sent.
  public var sendsTemperature = true
  /// The detail in which pictures are to be looked at; nil sends none.
  public var pictureDetail: String?
  /// The most pictures of a call; 0 for a model that sees none.
  public var mostPictures = 16
  /// The longest side of a picture, in pixels; nil if there is no bound.
  public var longestPictureSide: Int?
  /// The most bytes of a request.
  public var requestBytes = 32 << 20
  /// Tokens of question and answer together; nil if nobody knows.
  public var contextTokens: Int?
  /// The most tokens of an answer; nil leaves it to the server.
  public var outputTokens: Int? = 4096
  /// How the shape of an answer is asked for.
  public var schemaMode = SchemaMode.schema
  /// Whether answers are read while they come.
  public var streams = true
  /// Whether a stream may be asked for token counts.
  public var countsInStream = true
  /// In which order words and pictures reach the model.
  public var order = Order.unknown
  /// How hidden thinking is turned off.
  public var thinking = Thinking.untouched
  /// The header field that carries the key.
  public var keyField = KeyField.bearer
  /// The version of the interface, where one is named in requests; nil where none is.
  public var version: String?
  /// What a picture costs in tokens.
  public var pictureTokens = PictureTokens.patches(side: 28)

  /// What is usual for a kind of server.
  public init(for kind: ServerKind) {
    switch kind {
    case .openai:
      limitField = .maxCompletionTokens
      (pictureDetail, mostPictures, requestBytes) = ("high", 64, 256 << 20)
      (contextTokens, outputTokens) = (128_000, 16384)
      (order, pictureTokens) = (.interleaved, .patches(side: 32))
    case .compatible, .lmstudio: break
    case .ollama:
      (order, thinking, pictureTokens) = (.interleaved, .think, .patches(side: 28))
      requestBytes = 256 << 20
    case .vllm, .sglang: thinking = .template
    case .llama: (order, thinking, requestBytes) = (.interleaved, .template, 99 << 20)
    case .litellm: order = .interleaved
    case .gemini:
      (mostPictures, requestBytes, contextTokens) = (64, 19 << 20, 1_000_000)
      (outputTokens, order, keyField) = (16384, .interleaved, .google)
      (version, pictureTokens) = ("v1beta", .tiles(base: 0, each: 258, side: 384))
    case .anthropic:
      (mostPictures, longestPictureSide, requestBytes) = (64, 2000, 31 << 20)
      (contextTokens, outputTokens, order) = (200_000, 8192, .interleaved)
      (sendsTemperature, keyField) = (false, .xAPIKey)
    }
  }
}
