internal import JSON
internal import Media
internal import MediaTypes
public import Models
internal import Segmentation

/// Looks at a video, takes it apart, asks a model about it, and says what that rests on.
public struct Analyzer: Sendable {
  /// Who answers.
  public let model: any VideoModel
  /// The folder in which answers are kept, so that nothing is asked twice; nil keeps none.
  public let folder: String?

  /// Makes an analyzer.
  public init(_ model: any VideoModel, keepingIn folder: String? = nil) {
    (self.model, self.folder) = (model, folder)
  }

  /// The calls that an analysis would make, and about what they would take; nobody is asked.
  public func plan(_ request: AnalysisRequest) async throws(AnalysisError) -> CallPlan {
    let preparation = try await prepare(request) { _ in }
    return AnalysisWork(request, preparation, model: model, kept: kept) { _ in }.plan()
  }

  /// Analyses a video.
  ///
  /// Cancelling the task ends it within a picture or a blocked read; what was answered by then is kept.
  public func run(
    _ request: AnalysisRequest, onEvent: @escaping @Sendable (AnalysisEvent) -> Void = { _ in }
  ) async throws(AnalysisError) -> AnalysisResult {
    let start = ContinuousClock.now
    let preparation = try await prepare(request, onEvent: onEvent)
    let seconds = start.duration(to: .now) / .seconds(1)
    let work = AnalysisWork(request, preparation, model: model, kept: kept, onEvent: onEvent)
    return try await whileCancelling(request.scan.interruption) { () throws(AnalysisError) in
      try await work.result(after: [AnalysisRun.Stage(name: "look", seconds: seconds)])
    }
  }

  private var kept: KeptFolder? { folder.map(KeptFolder.init) }

  private func prepare(
    _ request: AnalysisRequest, onEvent: @escaping @Sendable (AnalysisEvent) -> Void
  ) async throws(AnalysisError) -> Preparation {
    let (appetite, kept) = (model.appetite, kept)
    return try await whileCancelling(request.scan.interruption) { () throws(AnalysisError) in
      try await OwnThread { () throws(AnalysisError) in
        try Preparation(request, appetite, kept: kept, onEvent: onEvent)
      }.outcome()
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
