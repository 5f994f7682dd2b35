internal import MediaTypes
internal import Wires

/// What the members of a request must keep to, each by itself and together.
struct RequestChecks {
  private static let shortestSegment = 2.0
  private static let longestName = 64

  let request: TwelveLabs.CreateAnalyzeTaskRequest
  let model: PegasusModel
  let endpoint: TwelveLabsAnalysis.Endpoint
  let rules: TwelveLabsRules

  /// The model of a request.
  static func model(
    _ request: TwelveLabs.CreateAnalyzeTaskRequest, _ rules: TwelveLabsRules
  ) throws(TwelveLabsRefusal) -> PegasusModel {
    guard let name = request.modelName else { return rules.defaultModel }
    guard let model = PegasusModel(rawValue: name) else {
      throw .invalid(
        "model_name",
        "It must be one of \(PegasusModel.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return model
  }

  /// The one source of a request's video; the older model also takes the name of an asset by itself.
  static func video(
    _ request: TwelveLabs.CreateAnalyzeTaskRequest, _ model: PegasusModel,
    _ rules: TwelveLabsRules
  ) throws(TwelveLabsRefusal) -> TwelveLabs.VideoContext {
    guard request.videoID == nil || request.video == nil else {
      throw .invalid("video_id", "Include exactly one source: video or video_id.")
    }
    if let video = request.video {
      try SourceChecks.check(video, rules)
      return video
    }
    guard let id = request.videoID else { throw .missing("video") }
    guard !model.isFull else {
      throw .invalid("video_id", "It requires model_name pegasus1.2; provide video instead.")
    }
    guard !id.isEmpty else { throw .invalid("video_id", "It is empty.") }
    return .assetID(id)
  }

  private var mode: TwelveLabs.AnalysisMode { request.analysisMode ?? .general }
  private var format: TwelveLabs.AsyncResponseFormat? { request.responseFormat }
  private var definitions: [TwelveLabs.SegmentDefinition] {
    format?.type == .segmentDefinitions ? format?.segmentDefinitions ?? [] : []
  }

  /// Checks everything else; what does not go together comes before what is missing.
  func check(_ bounds: VideoBounds) throws(TwelveLabsRefusal) {
    if request.hasImage { throw .invalid("image", "The model takes no image.") }
    if let name = request.customID { try Self.check(customID: name) }
    try checkMode()
    try checkPrompts()
    try checkNumbers()
    try checkLengths()
    try checkWindow(bounds)
    try checkPresence()
    switch format?.type {
    case .jsonSchema: if let schema = format?.jsonSchema { try FormatChecks.check(schema: schema) }
    case .segmentDefinitions: try FormatChecks.check(definitions, rules)
    case nil: break
    }
  }

  private static func check(customID name: String) throws(TwelveLabsRefusal) {
    let isPlain = name.unicodeScalars.allSatisfy { letter in
      switch letter {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
      default: false
      }
    }
    guard isPlain, (1...longestName).contains(name.utf8.count) else {
      throw .invalid(
        "custom_id",
        "It must have 1 to \(longestName) characters: letters, digits, hyphens and underscores.")
    }
  }

  private func checkMode() throws(TwelveLabsRefusal) {
    guard mode == .timeBasedMetadata else {
      guard format?.type == .segmentDefinitions else { return }
      throw .invalid(
        "response_format.type",
        endpoint == .answer
          ? "It must be json_schema."
          : "segment_definitions requires analysis_mode time_based_metadata.")
    }
    guard model.isFull else {
      throw .invalid("analysis_mode", "time_based_metadata requires model_name pegasus1.5.")
    }
    if let format, format.type != .segmentDefinitions {
      throw .invalid(
        "response_format.type", "time_based_metadata requires segment_definitions.")
    }
  }

  private func checkPrompts() throws(TwelveLabsRefusal) {
    guard request.prompt == nil || request.promptV2 == nil else {
      throw .invalid("prompt_v2", "Provide either prompt or prompt_v2, not both.")
    }
    guard mode == .general else {
      for (name, isThere) in [
        ("prompt", request.prompt != nil), ("prompt_v2", request.promptV2 != nil),
      ] where isThere {
        throw .invalid(name, "It is not supported when analysis_mode is time_based_metadata.")
      }
      return
    }
    if let prompt = request.promptV2 {
      guard model.isFull else {
        throw .invalid("prompt_v2", "It requires model_name pegasus1.5.")
      }
      try PromptChecks.check(prompt, rules)
    } else if let prompt = request.prompt {
      try PromptChecks.check(prompt, "prompt")
    }
  }

  private func checkNumbers() throws(TwelveLabsRefusal) {
    if let temperature = request.temperature, !(0...1).contains(temperature) {
      throw .invalid("temperature", "It must be from 0 to 1.")
    }
    let tokens = model.tokens(mode)
    if let most = request.maxTokens, !tokens.contains(most) {
      throw .invalid(
        "max_tokens", "It must be from \(tokens.lowerBound) to \(tokens.upperBound).")
    }
  }

  private func checkLengths() throws(TwelveLabsRefusal) {
    let lengths = [
      ("min_segment_duration", request.minSegmentDuration),
      ("max_segment_duration", request.maxSegmentDuration),
    ]
    for case (let name, let seconds?) in lengths {
      guard mode == .timeBasedMetadata, model.isFull else {
        throw .invalid(
          name, "It requires model_name pegasus1.5 and analysis_mode time_based_metadata.")
      }
      guard seconds >= Self.shortestSegment else {
        throw .invalid(name, "The minimum is \(Self.shortestSegment) seconds.")
      }
      guard Ratio(seconds) != nil else { throw .invalid(name, "It cannot be so large.") }
    }
    if let shortest = request.minSegmentDuration, let longest = request.maxSegmentDuration,
      longest < shortest
    {
      throw .invalid(
        "max_segment_duration", "It must be greater than or equal to min_segment_duration.")
    }
  }

  private func checkWindow(_ bounds: VideoBounds) throws(TwelveLabsRefusal) {
    let hasRanges = definitions.contains { $0.timeRanges?.isEmpty == false }
    for (name, isWindow, isThere) in [
      ("start_time", true, request.startTime != nil), ("end_time", true, request.endTime != nil),
      ("min_segment_duration", false, request.minSegmentDuration != nil),
      ("max_segment_duration", false, request.maxSegmentDuration != nil),
    ] where isThere {
      if isWindow, !model.isFull { throw .invalid(name, "It requires model_name pegasus1.5.") }
      if hasRanges {
        throw .invalid(
          name, "It is mutually exclusive with response_format.segment_definitions[].time_ranges.")
      }
    }
    try AnalysisWindow(request).check(bounds)
  }

  private func checkPresence() throws(TwelveLabsRefusal) {
    switch mode {
    case .general:
      guard request.prompt != nil || request.promptV2 != nil else { throw .missing("prompt") }
    case .timeBasedMetadata:
      guard format != nil else { throw .missing("response_format") }
      guard !definitions.isEmpty else { throw .missing("response_format.segment_definitions") }
    }
  }
}
