package import JSON

extension TwelveLabs {
  /// The whole answer to `POST /analyze`.
  package struct NonStreamAnalyzeResponse: Sendable, Equatable {
    /// Its name.
    package var id: String
    /// The answer; JSON is in it as text.
    package var data: String
    /// Why the model stopped.
    package var finishReason: FinishReason
    /// What it took.
    package var usage: Usage
    /// What is missing.
    package var error: AnalyzeTaskError?

    /// Makes an answer.
    package init(_ result: AnalyzeTaskResult, error: AnalyzeTaskError? = nil) {
      (id, data, finishReason) = (result.generationID, result.data, result.finishReason)
      (usage, self.error) = (result.usage, error)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "id": .text(id), "data": .text(data), "finish_reason": .text(finishReason.rawValue),
        "usage": usage.json, "error": error?.json,
      ])
    }
  }

  /// A line of the streamed answer to `POST /analyze`.
  package enum StreamAnalyzeResponse: Sendable, Equatable {
    /// It begins.
    case start(generationID: String)
    /// It goes on.
    case text(String)
    /// It ends.
    case end(FinishReason, generationID: String, Usage, AnalyzeTaskError?)

    /// The document.
    package var json: JSONValue {
      switch self {
      case .start(let id):
        ["event_type": "stream_start", "metadata": ["generation_id": .text(id)]]
      case .text(let words): ["event_type": "text_generation", "text": .text(words)]
      case .end(let reason, let id, let usage, let error):
        .members([
          "event_type": "stream_end", "finish_reason": .text(reason.rawValue),
          "metadata": ["generation_id": .text(id), "usage": usage.json], "error": error?.json,
        ])
      }
    }
  }
}

extension TwelveLabs.NonStreamAnalyzeResponse: WireReadable {
  /// Reads an answer.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    id = try value.member("id").string()
    data = try value.member("data").string()
    finishReason = try value.member("finish_reason").choice()
    usage = try value.member("usage").read()
    error = try value["error"]?.read()
  }
}

extension TwelveLabs.StreamAnalyzeResponse: WireReadable {
  private enum Kind: String, CaseIterable {
    case start = "stream_start"
    case text = "text_generation"
    case end = "stream_end"
  }

  /// Reads a line.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    switch try value.member("event_type").choice(Kind.self) {
    case .start:
      self = .start(generationID: try value.member("metadata").member("generation_id").string())
    case .text: self = .text(try value.member("text").string())
    case .end:
      let metadata = try value.member("metadata")
      self = .end(
        try value.member("finish_reason").choice(),
        generationID: try metadata.member("generation_id").string(),
        try metadata.member("usage").read(), try value["error"]?.read())
    }
  }
}
