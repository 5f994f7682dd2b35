internal import JSON
internal import Media
internal import MediaTypes
public import Models
internal import Segmentation

/// Looks at a video, takes it apart, asks a model about it, and says what that rests on.
public struct Analyzer: Sendable {
  /// Who answers.
  public let model: any VideoModel
  /// Who writes down what is said in videos that have no lines of their own; nil for nobody.
  public let transcriber: (any Transcriber)?
  /// The folder in which answers are kept, so that nothing is asked twice; nil keeps none.
  public let folder: String?

  /// Makes an analyzer.
  public init(
    _ model: any VideoModel, hearingWith transcriber: (any Transcriber)? = nil,
    keepingIn folder: String? = nil
  ) {
    (self.model, self.transcriber, self.folder) = (model, transcriber, folder)
  }

  /// The calls that an analysis would make, and about what they would take; nobody is asked.
  public func plan(_ request: AnalysisRequest) async throws(AnalysisError) -> CallPlan {
    let look = try await look(at: request) { _ in }
    let preparation = try await prepare(request, look, heard: [])
    let stretches = hearing(of: look, request)?.stretches.count ?? 0
    return AnalysisWork(request, preparation, nil, model: model, kept: kept) { _ in }
      .plan(hearing: stretches)
  }

  /// Analyses a video.
  ///
  /// Cancelling the task ends it within a picture or a blocked read; what was answered by then is kept.
  public func run(
    _ request: AnalysisRequest, onEvent: @escaping @Sendable (AnalysisEvent) -> Void = { _ in }
  ) async throws(AnalysisError) -> AnalysisResult {
    var stages = StageClock()
    let look = try await look(at: request, onEvent: onEvent)
    stages.end("look")
    var request = request
    var heard: Hearing.Outcome?
    if let hearing = hearing(of: look, request) {
      let outcome = try await whileCancelling(request.scan.interruption) {
        () throws(AnalysisError) in
        try await hearing.outcome { onEvent(.heard(done: $0, planned: $1)) }
      }
      if let most = request.budget.requests {
        request.budget.requests = max(0, most - outcome.asked)
      }
      heard = outcome
      stages.end("hear")
    }
    let preparation = try await prepare(request, look, heard: heard?.lines ?? [])
    stages.end("prepare")
    let work = AnalysisWork(
      request, preparation, heard.map { ($0, transcriber?.identity) }, model: model, kept: kept,
      onEvent: onEvent)
    return try await whileCancelling(request.scan.interruption) { () throws(AnalysisError) in
      try await work.result(after: stages)
    }
  }

  private var kept: KeptFolder? { folder.map(KeptFolder.init) }

  private func look(
    at request: AnalysisRequest, onEvent: @escaping @Sendable (AnalysisEvent) -> Void
  ) async throws(AnalysisError) -> VideoLook {
    let (style, kept) = (model.appetite.pictureStyle(for: request), kept)
    return try await onOwnThread(request) { () throws(AnalysisError) in
      do throws(MediaError) {
        return try VideoLook(request, kept: kept, style: style) { onEvent(.scanned($0)) }
      } catch {
        throw AnalysisError(error)
      }
    }
  }

  private func prepare(
    _ request: AnalysisRequest, _ look: VideoLook, heard: [TextLine]
  ) async throws(AnalysisError) -> Preparation {
    let (appetite, kept) = (model.appetite, kept)
    return try await onOwnThread(request) { () throws(AnalysisError) in
      try Preparation(request, look, heard: heard, appetite, kept: kept)
    }
  }

  private func hearing(of look: VideoLook, _ request: AnalysisRequest) -> Hearing? {
    guard let transcriber, look.lines.isEmpty else { return nil }
    return Hearing(
      transcriber: transcriber, source: request.source, footage: look.footage,
      contentName: look.contentName, kept: kept, limits: request.scan.limits,
      interruption: request.scan.interruption, mostRequests: request.budget.requests)
  }

  private func onOwnThread<Value: Sendable>(
    _ request: AnalysisRequest, _ work: @escaping @Sendable () throws(AnalysisError) -> Value
  ) async throws(AnalysisError) -> Value {
    try await whileCancelling(request.scan.interruption) { () throws(AnalysisError) in
      try await OwnThread(work).outcome()
    }
  }
}

/// Does work that a cancelled task interrupts.
func whileCancelling<Value: Sendable, Failure: Error>(
  _ interruption: Interruption, _ work: () async throws(Failure) -> Value
) async throws(Failure) -> Value {
  let outcome: Result<Value, Failure> = await withTaskCancellationHandler {
    do throws(Failure) {
      return .success(try await work())
    } catch {
      return .failure(error)
    }
  } onCancel: {
    interruption.cancel()
  }
  return try outcome.get()
}
