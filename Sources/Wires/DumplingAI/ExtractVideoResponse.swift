package import JSON

extension DumplingAI {
  /// The answer of `POST /api/v1/extract-video`, which has exactly these members.
  package struct ExtractVideoResponse: Sendable, Equatable {
    /// The answer; JSON is in it as text.
    package var results: String
    /// What was asked.
    package var prompt: String
    /// Seconds that the video has.
    package var videoDuration: Double
    /// What it would have cost.
    package var creditUsage: Int64

    /// Makes an answer.
    package init(results: String, prompt: String, videoDuration: Double, creditUsage: Int64) {
      (self.results, self.prompt) = (results, prompt)
      (self.videoDuration, self.creditUsage) = (videoDuration, creditUsage)
    }

    /// The document.
    package var json: JSONValue {
      [
        "results": .text(results), "prompt": .text(prompt),
        "videoDuration": .number(videoDuration), "creditUsage": .integer(creditUsage),
      ]
    }
  }

  /// Why there is no answer.
  package struct ErrorResponse: Sendable, Equatable {
    /// A sentence for people.
    package var error: String

    /// Says why.
    package init(error: String) { self.error = error }

    /// The document.
    package var json: JSONValue { ["error": .text(error)] }
  }
}

extension DumplingAI.ExtractVideoResponse: WireReadable {
  /// Reads an answer.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject(of: ["results", "prompt", "videoDuration", "creditUsage"])
    results = try value.member("results").string()
    prompt = try value.member("prompt").string()
    videoDuration = try value.member("videoDuration").number()
    creditUsage = try value.member("creditUsage").integer()
  }
}

extension DumplingAI.ErrorResponse: WireReadable {
  /// Reads why.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    error = try value.member("error").string()
  }
}
