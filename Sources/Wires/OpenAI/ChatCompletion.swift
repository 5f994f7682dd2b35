package import JSON

extension OpenAI {
  /// Why a model stopped.
  package enum FinishReason: String, Sendable, CaseIterable {
    /// It had said everything.
    case stop
    /// Something is cut, or missing.
    case length
    /// It would not answer.
    case contentFilter = "content_filter"
  }

  /// Tokens.
  package struct CompletionUsage: Sendable, Equatable {
    /// Those of the question.
    package var promptTokens: Int64
    /// Those of the answer.
    package var completionTokens: Int64

    /// Counts tokens.
    package init(promptTokens: Int64, completionTokens: Int64) {
      (self.promptTokens, self.completionTokens) = (promptTokens, completionTokens)
    }

    /// The document.
    package var json: JSONValue {
      let (sum, overflows) = promptTokens.addingReportingOverflow(completionTokens)
      return [
        "prompt_tokens": .integer(promptTokens), "completion_tokens": .integer(completionTokens),
        "total_tokens": .integer(overflows ? .max : sum),
      ]
    }
  }

  /// The answer of `POST /chat/completions`.
  package struct ChatCompletion: Sendable, Equatable {
    /// Its name.
    package var id: String
    /// When it was made, in seconds since 1970.
    package var created: Int64
    /// The model, as the request names it.
    package var model: String
    /// The answer.
    package var content: String
    /// Why the model stopped.
    package var finishReason: FinishReason
    /// What it took.
    package var usage: CompletionUsage?

    /// Makes an answer.
    package init(
      id: String, created: Int64, model: String, content: String, finishReason: FinishReason,
      usage: CompletionUsage? = nil
    ) {
      (self.id, self.created, self.model) = (id, created, model)
      (self.content, self.finishReason, self.usage) = (content, finishReason, usage)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "id": .text(id), "object": "chat.completion", "created": .integer(created),
        "model": .text(model),
        "choices": [
          [
            "index": 0, "message": ["role": "assistant", "content": .text(content)],
            "finish_reason": .text(finishReason.rawValue),
          ]
        ],
        "usage": usage?.json,
      ])
    }
  }
}

extension OpenAI.CompletionUsage: WireReadable {
  /// Reads counts.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    promptTokens = try value.member("prompt_tokens").integer()
    completionTokens = try value.member("completion_tokens").integer()
  }
}

extension OpenAI.ChatCompletion: WireReadable {
  /// Reads an answer with one choice.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    id = try value.member("id").string()
    created = try value.member("created").integer()
    model = try value.member("model").string()
    let choices = try value.member("choices").array()
    guard choices.count == 1, let choice = choices.first else {
      throw WireError("choices", .required)
    }
    content = try choice.member("message").member("content").string()
    finishReason = try choice.member("finish_reason").choice()
    usage = try value["usage"]?.read()
  }
}
