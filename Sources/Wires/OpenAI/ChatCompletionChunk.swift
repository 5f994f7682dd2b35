package import JSON

extension OpenAI {
  /// A piece of a streamed answer.
  package struct ChatCompletionChunk: Sendable, Equatable {
    /// What it adds.
    package enum Delta: Sendable, Equatable {
      /// That it begins.
      case start
      /// Words.
      case content(String)
      /// That it ends.
      case end(FinishReason)
      /// What it took.
      case usage(CompletionUsage)
    }

    /// The name of the whole.
    package var id: String
    /// When the whole was begun, in seconds since 1970.
    package var created: Int64
    /// The model, as the request names it.
    package var model: String
    /// What it adds.
    package var delta: Delta

    /// Makes a piece.
    package init(id: String, created: Int64, model: String, _ delta: Delta) {
      (self.id, self.created, self.model, self.delta) = (id, created, model, delta)
    }

    /// The document.
    package var json: JSONValue {
      var choices: [JSONValue] = []
      var usage: JSONValue?
      func choice(_ delta: JSONValue, _ finish: FinishReason? = nil) -> JSONValue {
        [
          "index": 0, "delta": delta,
          "finish_reason": finish.map { .text($0.rawValue) } ?? .null,
        ]
      }
      switch delta {
      case .start: choices = [choice(["role": "assistant", "content": ""])]
      case .content(let words): choices = [choice(["content": .text(words)])]
      case .end(let reason): choices = [choice([:], reason)]
      case .usage(let tokens): usage = tokens.json
      }
      return .members([
        "id": .text(id), "object": "chat.completion.chunk", "created": .integer(created),
        "model": .text(model), "choices": .list(choices), "usage": usage,
      ])
    }
  }
}

extension OpenAI.ChatCompletionChunk: WireReadable {
  /// Reads a piece.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    id = try value.member("id").string()
    created = try value.member("created").integer()
    model = try value.member("model").string()
    guard let choice = try value.member("choices").array().first else {
      delta = .usage(try value.member("usage").read())
      return
    }
    if let reason = choice["finish_reason"] {
      delta = .end(try reason.choice())
    } else if choice["delta"]?["role"] != nil {
      delta = .start
    } else {
      delta = .content(try choice.member("delta").member("content").string())
    }
  }
}
