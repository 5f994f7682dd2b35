package import JSON

extension Bifrost {
  /// What was asked of a gateway.
  package enum RequestType: String, Sendable, CaseIterable {
    /// Make a video.
    case generation = "video_generation"
    /// Say how far it is.
    case retrieve = "video_retrieve"
    /// Give its bytes.
    case download = "video_download"
    /// Forget it.
    case delete = "video_delete"
    /// List videos.
    case list = "video_list"
    /// Make another one of it.
    case remix = "video_remix"
    /// Change it.
    case edit = "video_edit"
    /// Make it longer.
    case extend = "video_extend"
    /// Keep somebody who is to be seen in videos.
    case character = "video_character"
  }

  /// The providers whose names `extra_fields` may hold.
  package static let providers: Set<String> = [
    "anthropic", "azure", "bedrock", "bedrock_mantle", "cerebras", "cohere", "deepseek", "gemini",
    "groq", "mistral", "ollama", "opencode-go", "opencode-zen", "openai", "parasail",
    "perplexity", "sgl", "vertex", "openrouter", "elevenlabs", "huggingface", "nebius", "xai",
    "replicate", "vllm", "runway", "runware", "fireworks", "sarvam", "wafer", "zro", "databricks",
  ]

  /// What a gateway says of itself beside an answer.
  package struct ResponseExtraFields: Sendable, Equatable {
    /// What was asked.
    package var requestType: RequestType
    /// Who was asked; named only if it is one of the known ones.
    package var provider: String?
    /// The model that was asked for.
    package var modelRequested: String?
    /// What really makes the video.
    package var modelDeployment: String?
    /// Milliseconds until the answer.
    package var latency: Int64

    /// Says what was asked.
    package init(_ requestType: RequestType, provider: String? = nil, latency: Int64 = 0) {
      (self.requestType, self.provider, self.latency) = (requestType, provider, latency)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "request_type": .text(requestType.rawValue),
        "provider": provider.flatMap { Bifrost.providers.contains($0) ? .text($0) : nil },
        "model_requested": modelRequested.map { .text($0) },
        "original_model_requested": modelRequested.map { .text($0) },
        "model_deployment": modelDeployment.map { .text($0) },
        "resolved_model_used": modelDeployment.map { .text($0) },
        "latency": .integer(latency), "chunk_index": 0,
      ])
    }
  }
}
