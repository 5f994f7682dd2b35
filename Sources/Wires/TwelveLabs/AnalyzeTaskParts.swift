package import JSON

extension TwelveLabs {
  /// What was answered.
  package struct AnalyzeTaskResult: Sendable, Equatable {
    /// Its name.
    package var generationID: String
    /// The answer; JSON is in it as text.
    package var data: String
    /// Why the model stopped.
    package var finishReason: FinishReason
    /// What it took.
    package var usage: Usage

    /// Makes an answer.
    package init(generationID: String, data: String, finishReason: FinishReason, usage: Usage) {
      (self.generationID, self.data) = (generationID, data)
      (self.finishReason, self.usage) = (finishReason, usage)
    }

    /// The document.
    package var json: JSONValue {
      [
        "generation_id": .text(generationID), "data": .text(data),
        "finish_reason": .text(finishReason.rawValue), "usage": usage.json,
      ]
    }
  }

  /// Why a model stopped.
  package enum FinishReason: String, Sendable, CaseIterable {
    /// It had said everything.
    case stop
    /// Something is cut, or missing.
    case length
  }

  /// Tokens.
  package struct Usage: Sendable, Equatable {
    /// Those of the answer.
    package var outputTokens: Int64
    /// Those of the question.
    package var inputTokens: Int64?

    /// Counts tokens.
    package init(outputTokens: Int64, inputTokens: Int64? = nil) {
      (self.outputTokens, self.inputTokens) = (outputTokens, inputTokens)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "output_tokens": .integer(outputTokens), "input_tokens": inputTokens.map { .integer($0) },
      ])
    }
  }

  /// What went wrong, or what is missing.
  package struct AnalyzeTaskError: Sendable, Equatable {
    /// A word that does not change.
    package var code: String?
    /// A sentence for people.
    package var message: String

    /// Says what went wrong.
    package init(code: String? = nil, message: String) {
      (self.code, self.message) = (code, message)
    }

    /// The document.
    package var json: JSONValue {
      .members(["code": code.map { .text($0) }, "message": .text(message)])
    }
  }

  /// How the delivery to somebody who wants to know went.
  package struct AnalyzeTaskWebhookInfo: Sendable, Equatable {
    /// Where they are told.
    package var url: String
    /// Whether they were.
    package var delivered: Bool
    /// How often it was tried.
    package var attempts: Int64
    /// Why the last try failed.
    package var lastError: String?

    /// Describes a delivery.
    package init(url: String, delivered: Bool, attempts: Int64, lastError: String? = nil) {
      (self.url, self.delivered, self.attempts) = (url, delivered, attempts)
      self.lastError = lastError
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "url": .text(url), "delivered": .flag(delivered), "attempts": .integer(attempts),
        "last_error": lastError.map { .text($0) },
      ])
    }
  }
}

extension TwelveLabs.AnalyzeTaskResult: WireReadable {
  /// Reads an answer.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      generationID: try value.member("generation_id").string(),
      data: try value.member("data").string(),
      finishReason: try value.member("finish_reason").choice(),
      usage: try value.member("usage").read())
  }
}

extension TwelveLabs.Usage: WireReadable {
  /// Reads counts.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      outputTokens: try value.member("output_tokens").integer(),
      inputTokens: try value["input_tokens"]?.integer())
  }
}

extension TwelveLabs.AnalyzeTaskError: WireReadable {
  /// Reads what went wrong.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      code: try value["code"]?.string(), message: try value.member("message").string())
  }
}

extension TwelveLabs.AnalyzeTaskWebhookInfo: WireReadable {
  /// Reads how a delivery went.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      url: try value.member("url").string(), delivered: try value.member("delivered").boolean(),
      attempts: try value.member("attempts").integer(),
      lastError: try value["last_error"]?.string())
  }
}
