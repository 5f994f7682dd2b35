package import JSON

extension Bifrost {
  /// The body of `POST /v1/videos`; members that nobody knows are left out.
  package struct VideoGenerationRequest: Sendable, Equatable {
    /// Who else is to make the video if the first provider does not.
    package struct Fallback: Sendable, Equatable {
      /// The provider.
      package var provider: String
      /// Its model.
      package var model: String

      /// Names a model of a provider.
      package init(provider: String, model: String) {
        (self.provider, self.model) = (provider, model)
      }
    }

    /// `provider/model`.
    package var model: String?
    /// What is to be seen.
    package var prompt: String?
    /// A picture to begin with: an address, or the picture itself as a `data:` address.
    package var inputReference: String?
    /// How long the video is to be.
    package var seconds: String?
    /// `WIDTHxHEIGHT`.
    package var size: String?
    /// What is not to be seen.
    package var negativePrompt: String?
    /// Equal for equal videos.
    package var seed: Int64?
    /// The video to make another one of.
    package var videoURI: String?
    /// Whether there is to be sound.
    package var audio: Bool?
    /// Who else is asked, in this order.
    package var fallbacks: [Fallback]

    /// Asks for a video.
    package init(model: String? = nil, prompt: String? = nil, fallbacks: [Fallback] = []) {
      (self.model, self.prompt, self.fallbacks) = (model, prompt, fallbacks)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "model": model.map { .text($0) }, "prompt": prompt.map { .text($0) },
        "input_reference": inputReference.map { .text($0) },
        "seconds": seconds.map { .text($0) }, "size": size.map { .text($0) },
        "negative_prompt": negativePrompt.map { .text($0) }, "seed": seed.map { .integer($0) },
        "video_uri": videoURI.map { .text($0) }, "audio": audio.map { .flag($0) },
        "fallbacks": fallbacks.isEmpty
          ? nil
          : .list(
            fallbacks.map { ["provider": .text($0.provider), "model": .text($0.model)] }),
      ])
    }
  }
}

extension Bifrost.VideoGenerationRequest: WireReadable {
  /// Reads a request; seconds may be a number, which an older document had, and a picture an object with its address,
  /// which OpenAI's has.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    model = try value["model"]?.string()
    prompt = try value["prompt"]?.string()
    inputReference = try value["input_reference"].map { reference throws(WireError) in
      reference.json.asMembers == nil
        ? try reference.string() : try reference.member("image_url").string()
    }
    seconds = try value["seconds"].map { seconds throws(WireError) in
      if let number = seconds.json.asNumber {
        seconds.json.asInteger.map { "\($0)" } ?? "\(number)"
      } else {
        try seconds.string()
      }
    }
    size = try value["size"]?.string()
    negativePrompt = try value["negative_prompt"]?.string()
    seed = try value["seed"]?.integer()
    videoURI = try value["video_uri"]?.string()
    audio = try value["audio"]?.boolean()
    fallbacks = try value["fallbacks"]?.list() ?? []
  }
}

extension Bifrost.VideoGenerationRequest.Fallback: WireReadable {
  /// Reads an object, or `provider/model`.
  package init(_ value: WireValue) throws(WireError) {
    guard let text = value.json.asText else {
      try value.mustBeObject()
      provider = try value.member("provider").string()
      model = try value.member("model").string()
      return
    }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw WireError(value.path, .kind(.object)) }
    (provider, model) = (String(parts[0]), String(parts[1]))
  }
}

extension Bifrost {
  /// The body of `POST /v1/videos/{video_id}/remix`.
  package struct VideoRemixRequest: Sendable, Equatable {
    /// What is to be seen instead.
    package var prompt: String?

    /// The document.
    package var json: JSONValue { .members(["prompt": prompt.map { .text($0) }]) }
  }
}

extension Bifrost.VideoRemixRequest: WireReadable {
  /// Reads a request.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    prompt = try value["prompt"]?.string()
  }
}
