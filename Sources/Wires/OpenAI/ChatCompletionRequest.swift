package import JSON

extension OpenAI {
  /// The body of `POST /chat/completions`, as far as an analysis can follow it.
  package struct ChatCompletionRequest: Sendable, Equatable {
    /// What was said so far.
    package var messages: [ChatMessage]
    /// The model.
    package var model: String?
    /// Whether the answer comes in pieces; nil means that it does not.
    package var stream: Bool?
    /// Whether the last piece of a streamed answer counts tokens.
    package var includesUsage: Bool?
    /// How freely to answer.
    package var temperature: Double?
    /// The most tokens of the answer, by the older name.
    package var maxTokens: Int64?
    /// The most tokens of the answer.
    package var maxCompletionTokens: Int64?
    /// What the answer is to look like.
    package var responseFormat: ChatResponseFormat?

    /// Says something to a model.
    package init(messages: [ChatMessage], model: String? = nil, stream: Bool? = nil) {
      (self.messages, self.model, self.stream) = (messages, model, stream)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "messages": .list(messages.map(\.json)), "model": model.map { .text($0) },
        "stream": stream.map { .flag($0) },
        "stream_options": includesUsage.map { ["include_usage": .flag($0)] },
        "temperature": temperature.map { .number($0) },
        "max_tokens": maxTokens.map { .integer($0) },
        "max_completion_tokens": maxCompletionTokens.map { .integer($0) },
        "response_format": responseFormat?.json,
      ])
    }
  }

  /// What an answer is to look like.
  package enum ChatResponseFormat: Sendable, Equatable {
    /// Words.
    case text
    /// JSON of any shape.
    case jsonObject
    /// JSON of this shape.
    case jsonSchema(name: String, schema: JSONValue)

    /// The document.
    package var json: JSONValue {
      switch self {
      case .text: ["type": "text"]
      case .jsonObject: ["type": "json_object"]
      case .jsonSchema(let name, let schema):
        ["type": "json_schema", "json_schema": ["name": .text(name), "schema": schema]]
      }
    }
  }
}

extension OpenAI.ChatCompletionRequest: WireReadable {
  /// Reads a request; what an analysis cannot follow is left out.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    messages = try value.member("messages").list()
    model = try value["model"]?.string()
    stream = try value["stream"]?.boolean()
    includesUsage = try value["stream_options"]?["include_usage"]?.boolean()
    temperature = try value["temperature"]?.number()
    maxTokens = try value["max_tokens"]?.integer()
    maxCompletionTokens = try value["max_completion_tokens"]?.integer()
    responseFormat = try value["response_format"]?.read()
  }
}

extension OpenAI.ChatResponseFormat: WireReadable {
  private enum Kind: String, CaseIterable {
    case text
    case jsonObject = "json_object"
    case jsonSchema = "json_schema"
  }

  /// Reads what an answer is to look like.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    switch try value.member("type").choice(Kind.self) {
    case .text: self = .text
    case .jsonObject: self = .jsonObject
    case .jsonSchema:
      let shape = try value.member("json_schema")
      self = .jsonSchema(
        name: try shape.member("name").string(), schema: try shape.member("schema").object())
    }
  }
}
