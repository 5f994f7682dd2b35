package import JSON

extension TwelveLabs {
  /// How a video is analysed.
  package enum AnalysisMode: String, Sendable, CaseIterable {
    /// An answer to a prompt.
    case general
    /// Segments and their fields.
    case timeBasedMetadata = "time_based_metadata"
  }

  /// The body of `POST /analyze/tasks`, each member of the right kind; whether they go together is not looked at.
  package struct CreateAnalyzeTaskRequest: Sendable, Equatable {
    /// The model.
    package var modelName: String?
    /// A name by which the caller finds the task again.
    package var customID: String?
    /// The video.
    package var video: VideoContext?
    /// A video that was indexed before, for the older model.
    package var videoID: String?
    /// What to find out.
    package var prompt: String?
    /// What to find out, with pictures.
    package var promptV2: AnalyzePromptV2?
    /// How the video is analysed.
    package var analysisMode: AnalysisMode?
    /// How freely to answer, from 0 to 1.
    package var temperature: Double?
    /// The most tokens of the answer.
    package var maxTokens: Int64?
    /// What the answer is to look like.
    package var responseFormat: AsyncResponseFormat?
    /// Seconds that a segment has at least.
    package var minSegmentDuration: Double?
    /// Seconds that a segment has at most.
    package var maxSegmentDuration: Double?
    /// Where the analysis starts, in seconds.
    package var startTime: Double?
    /// Where the analysis ends, in seconds.
    package var endTime: Double?
    /// Whether there was an `image`, which none of the models takes.
    package var hasImage = false

    /// Asks for an analysis of a video.
    package init(video: VideoContext? = nil) { self.video = video }

    /// The document; pictures are left out.
    package var json: JSONValue {
      .members([
        "model_name": modelName.map { .text($0) },
        "custom_id": customID.map { .text($0) },
        "analysis_mode": analysisMode.map { .text($0.rawValue) },
        "video": video?.json, "video_id": videoID.map { .text($0) },
        "prompt": prompt.map { .text($0) }, "prompt_v2": promptV2?.json,
        "temperature": temperature.map { .number($0) },
        "max_tokens": maxTokens.map { .integer($0) },
        "min_segment_duration": minSegmentDuration.map { .number($0) },
        "max_segment_duration": maxSegmentDuration.map { .number($0) },
        "start_time": startTime.map { .number($0) }, "end_time": endTime.map { .number($0) },
        "response_format": responseFormat?.json,
      ])
    }
  }
}

extension TwelveLabs.CreateAnalyzeTaskRequest: WireReadable {
  /// Reads a request; members that nobody knows are left out.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    modelName = try value["model_name"]?.string()
    customID = try value["custom_id"]?.string()
    video = try value["video"]?.read()
    videoID = try value["video_id"]?.string()
    prompt = try value["prompt"]?.string()
    promptV2 = try value["prompt_v2"]?.read()
    analysisMode = try value["analysis_mode"]?.choice()
    temperature = try value["temperature"]?.number()
    maxTokens = try value["max_tokens"]?.integer()
    responseFormat = try value["response_format"]?.read()
    minSegmentDuration = try value["min_segment_duration"]?.number()
    maxSegmentDuration = try value["max_segment_duration"]?.number()
    startTime = try value["start_time"]?.number()
    endTime = try value["end_time"]?.number()
    hasImage = value["image"] != nil
    for (number, source) in (promptV2?.mediaSources ?? []).enumerated() {
      try source.mustHaveSource(at: "prompt_v2.media_sources[\(number)]")
    }
    if let format = value["response_format"] { try responseFormat?.mustBeWhole(format) }
  }
}
