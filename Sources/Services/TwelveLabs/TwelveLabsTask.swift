package import Analysis
internal import JSON
internal import MediaTypes
internal import Models
package import Wires

extension TwelveLabs.AnalyzeTaskResponse {
  /// What came of an analysis, as a task that has ended.
  ///
  /// Segments come whole or not at all: if some are missing the task has failed. An answer to a prompt that is cut, or
  /// lacks something, comes with the finish reason `length` and a warning. `duration` is the whole video's, in seconds:
  /// an analysis of a part of it does not know.
  package init(
    _ result: AnalysisResult, asked params: RequestParams, video: TwelveLabs.VideoContext,
    duration: Double? = nil, customID: String? = nil, stamp: ServiceStamp
  ) {
    self.init(taskID: "", status: .failed, createdAt: stamp.createdAt.text)
    completedAt = stamp.completedAt.text
    requestParams = params
    let isAll = params.startTime == nil && params.endTime == nil
    videoSource = VideoSource(
      video, duration: duration ?? (isAll ? result.video.seconds(result.video.range.end) : nil))
    let spoken = SpokenResult(result: result)
    let isWhole = result.completeness == .complete
    let data: String? =
      switch params.analysisMode {
      case .general: Self.answer(result, params)
      case .timeBasedMetadata:
        isWhole
          ? spoken.segmentation(format: Self.format(params.responseFormat?.segmentTimeFormat)).text
          : nil
      }
    if let data {
      status = .ready
      self.result = TwelveLabs.AnalyzeTaskResult(
        generationID: "gen_\(ContentName("\(result.model)\(params.json.text)\(data)").digits)",
        data: data, finishReason: isWhole ? .stop : .length,
        usage: TwelveLabs.Usage(
          outputTokens: Int64(result.effort.tokens.output),
          inputTokens: Int64(result.effort.tokens.input)))
      if !isWhole { error = .init(message: Self.warning(spoken)) }
    } else {
      error = .init(message: spoken.complaint ?? "The analysis came to nothing.")
    }
    // A name from what the task holds, not from when it was held: the same analysis has the same name.
    let content = [params.json, videoSource?.json, self.result?.json, error?.json]
      .compactMap { $0?.text }.joined()
    taskID = stamp.id ?? ContentName(content).digits
    self.customID = customID
  }

  private static func answer(_ result: AnalysisResult, _ params: RequestParams) -> String? {
    switch result.answer {
    case .text(let words): words
    case .json(let value):
      (params.responseFormat?.jsonSchema.map { SchemaTimes($0).written(value) } ?? value).text
    case nil: nil
    }
  }

  private static func format(_ format: TwelveLabs.TimeFormat?) -> TimestampFormat {
    format.flatMap { TimestampFormat(rawValue: $0.rawValue) } ?? .seconds
  }

  private static func warning(_ spoken: SpokenResult) -> String {
    let isCut = spoken.result.completeness == .length
    return "output \(isCut ? "truncated" : "incomplete")"
      + (spoken.complaint.map { ": \($0)" } ?? "")
  }
}
