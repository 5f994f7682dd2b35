package import JSON

extension TwelveLabs.AnalyzeTaskResponse {
  /// Where the video came from; a file that was sent along is not sent back.
  package struct VideoSource: Sendable, Equatable {
    /// The kind of source.
    package var type: TwelveLabs.VideoContext.Kind
    /// The link.
    package var url: String?
    /// The asset.
    package var assetID: String?
    /// Seconds that the video has.
    package var duration: Double?

    /// Describes a source.
    package init(_ video: TwelveLabs.VideoContext, duration: Double? = nil) {
      (type, self.duration) = (video.kind, duration)
      if case .url(let words) = video { url = words }
      if case .assetID(let words) = video { assetID = words }
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "type": .text(type.rawValue), "url": url.map { .text($0) },
        "asset_id": assetID.map { .text($0) },
        "system_metadata": duration.map { ["duration": .number($0)] },
      ])
    }
  }

  /// What was asked.
  package struct RequestParams: Sendable, Equatable {
    /// How the video is analysed.
    package var analysisMode: TwelveLabs.AnalysisMode
    /// What to find out.
    package var prompt: String?
    /// What to find out, with pictures.
    package var promptV2: TwelveLabs.AnalyzePromptV2?
    /// How freely to answer.
    package var temperature: Double?
    /// The most tokens of the answer.
    package var maxTokens: Int64?
    /// Seconds that a segment has at least.
    package var minSegmentDuration: Double?
    /// Seconds that a segment has at most.
    package var maxSegmentDuration: Double?
    /// Where the analysis starts, in seconds.
    package var startTime: Double?
    /// Where the analysis ends, in seconds.
    package var endTime: Double?
    /// What the answer is to look like.
    package var responseFormat: TwelveLabs.AsyncResponseFormat?

    /// Asks for something.
    package init(_ analysisMode: TwelveLabs.AnalysisMode) { self.analysisMode = analysisMode }

    /// The document.
    package var json: JSONValue {
      .members([
        "analysis_mode": .text(analysisMode.rawValue), "prompt": prompt.map { .text($0) },
        "prompt_v2": promptV2?.json, "temperature": temperature.map { .number($0) },
        "max_tokens": maxTokens.map { .integer($0) },
        "min_segment_duration": minSegmentDuration.map { .number($0) },
        "max_segment_duration": maxSegmentDuration.map { .number($0) },
        "start_time": startTime.map { .number($0) }, "end_time": endTime.map { .number($0) },
        "response_format": responseFormat?.json,
      ])
    }

    /// The same as lists of tasks show it: the beginning of prompts, no shape, the first definition.
    package var shortened: RequestParams {
      var params = self
      params.prompt = prompt.map { String($0.prefix(30)) }
      params.promptV2?.inputText = String((promptV2?.inputText ?? "").prefix(30))
      params.responseFormat?.jsonSchema = nil
      params.responseFormat?.segmentDefinitions =
        (responseFormat?.segmentDefinitions?.prefix(1)).map(Array.init)
      return params
    }
  }
}

extension TwelveLabs.AnalyzeTaskResponse.VideoSource: WireReadable {
  /// Reads a source.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    type = try value.member("type").choice()
    url = try value["url"]?.string()
    assetID = try value["asset_id"]?.string()
    duration = try value["system_metadata"]?["duration"]?.number()
  }
}

extension TwelveLabs.AnalyzeTaskResponse.RequestParams: WireReadable {
  /// Reads what was asked.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    analysisMode = try value.member("analysis_mode").choice()
    prompt = try value["prompt"]?.string()
    promptV2 = try value["prompt_v2"]?.read()
    temperature = try value["temperature"]?.number()
    maxTokens = try value["max_tokens"]?.integer()
    minSegmentDuration = try value["min_segment_duration"]?.number()
    maxSegmentDuration = try value["max_segment_duration"]?.number()
    startTime = try value["start_time"]?.number()
    endTime = try value["end_time"]?.number()
    responseFormat = try value["response_format"]?.read()
  }
}
