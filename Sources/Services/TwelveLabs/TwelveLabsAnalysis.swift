internal import Analysis
package import JSON
package import Models
package import Wires

/// A request to analyse a video that keeps to every rule which can be checked without looking at the video.
package struct TwelveLabsAnalysis: Sendable {
  /// Where it was sent.
  package enum Endpoint: Sendable, CaseIterable {
    /// `POST /analyze/tasks`.
    case tasks
    /// `POST /analyze`, which knows no segments and no names of callers.
    case answer
  }

  /// What was asked, with everything that it left to the service.
  package let request: TwelveLabs.CreateAnalyzeTaskRequest
  /// The model.
  package let model: PegasusModel
  /// Where the video comes from.
  package let video: TwelveLabs.VideoContext
  /// What was asked, as answers repeat it.
  package let params: TwelveLabs.AnalyzeTaskResponse.RequestParams
  /// Whether the answer is to come in pieces; tasks have none.
  package let isStreamed: Bool
  private let bounds: VideoBounds
  private static let namesOfTasks: Set<String> = [
    "analysis_mode", "custom_id", "min_segment_duration", "max_segment_duration",
  ]

  /// Checks a body, rule by rule.
  package init(
    _ body: JSONValue, to endpoint: Endpoint, _ rules: TwelveLabsRules = TwelveLabsRules()
  ) throws(TwelveLabsRefusal) {
    var request: TwelveLabs.CreateAnalyzeTaskRequest
    do throws(WireError) {
      switch endpoint {
      case .tasks:
        (request, isStreamed) = (try TwelveLabs.CreateAnalyzeTaskRequest(body), false)
      case .answer:
        let asked = try TwelveLabs.AnalyzeRequest(body.without(Self.namesOfTasks))
        (request, isStreamed) = (asked.task, asked.stream ?? true)
      }
    } catch {
      throw TwelveLabsRefusal(error)
    }
    bounds = endpoint == .tasks ? rules.taskBounds : rules.answerBounds
    model = try RequestChecks.model(request, rules)
    video = try RequestChecks.video(request, model, rules)
    try RequestChecks(request: request, model: model, endpoint: endpoint, rules: rules)
      .check(bounds)
    params = .init(request)
    request.temperature = params.temperature
    self.request = request
    // What lies deeper than the rules is refused now, not when the pictures have come.
    let asked = try question { .init(name: $0.name, bytes: [], mediaType: $0.mediaType) }
    if case .definitions(let definitions) = asked.question {
      try FormatChecks.check(definitions)
    }
  }

  /// The pictures that are spoken of, each once.
  package var pictures: [TwelveLabs.SmeMediaSource] {
    let definitions = request.responseFormat?.segmentDefinitions ?? []
    var seen: Set<TwelveLabs.SmeMediaSource> = []
    return ((request.promptV2?.mediaSources ?? []) + definitions.flatMap { $0.mediaSources ?? [] })
      .filter { seen.insert($0).inserted }
  }

  /// What an analysis is asked; `picture` hands over what was fetched.
  package func question(
    picture: (TwelveLabs.SmeMediaSource) -> ReferencePicture?
  ) throws(TwelveLabsRefusal) -> TwelveLabsQuestion {
    do {
      return try TwelveLabsQuestion(request, picture: picture)
    } catch {
      throw TwelveLabsRefusal(error)
    }
  }

  /// Refuses a video that is out of bounds, and a window that does not lie in it.
  package func check(_ facts: VideoFacts) throws(TwelveLabsRefusal) {
    try bounds.check(facts)
    try AnalysisWindow(request).check(bounds, videoSeconds: facts.seconds)
  }
}

extension JSONValue {
  /// The same without some members, which then may be of any kind.
  fileprivate func without(_ names: Set<String>) -> JSONValue {
    asMembers.map { .object($0.filter { !names.contains($0.name) }) } ?? self
  }
}
