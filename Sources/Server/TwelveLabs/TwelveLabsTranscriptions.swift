internal import HTTP
internal import JSON
internal import Services
internal import Tasks
internal import Wires

/// What is said in assets: found out when somebody first asks, as a task of its own.
struct TwelveLabsTranscriptions {
  /// What their tasks are listed by: not among those that clients made.
  static let api = "twelvelabs-transcription"

  let desk: Desk

  @Sendable func show(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let parts = try TwelveLabsTranscriptPart.parts(request.words)
    let asset = try await TwelveLabsAssets(desk: desk).existing(parameters, caller)
    var transcription = try await transcription(of: asset, caller)
    if transcription.status == .ready, transcription.sentences == nil {
      // It has no subtitles, and no model is configured that listens.
      throw TwelveLabsRefusal.unknown(asset.id, in: "transcriptions")
    }
    // Nobody tells apart single words or speakers here, and what is not told apart is left out.
    if !parts.contains(.sentences) { transcription.sentences = nil }
    return TwelveLabsWords.answer(200, transcription.json)
  }

  private func transcription(
    of asset: Asset, _ caller: Caller
  ) async throws -> TwelveLabs.AssetTranscription {
    switch asset.state {
    case .processing: return .init(.pending)
    case .failed:
      return .init(.failed, error: .init(message: asset.failure ?? "The asset cannot be read."))
    case .ready: break
    }
    guard AssetFacts(asset).found?.kind == "video" else { return .init(.ready) }
    let task = try await task(for: asset, caller)
    switch task.state {
    case .queued: return .init(task.attempts > 0 ? .processing : .pending)
    case .running: return .init(.processing)
    case .done:
      let answer = try task.result.flatMap { try JSONReader().value(of: $0)["answer"] } ?? [:]
      return try .init(WireValue(answer))
    case .failed, .cancelled, .superseded:
      return .init(
        .failed, error: .init(message: task.failure?.reason ?? "The transcription was cancelled."))
    }
  }

  /// The task that finds out; one that failed stays so.
  private func task(for asset: Asset, _ caller: Caller) async throws -> TaskRecord {
    let key = "\(Self.api) \(asset.id)"
    if let task = try await desk.store.tasks.newest(like: key, owner: caller.name) { return task }
    // The embedded model costs nothing; listening is done by whatever is configured for that.
    let order = AnalysisOrder(.transcription, [:], source: asset.name, model: "embedded")
    var new = desk.task(
      StoredOrder(order, video: .asset(asset.id)), for: caller, api: Self.api)
    new.likeness = Likeness(key, .find)
    guard let task = try await desk.store.tasks.submit(new).task else {
      throw TwelveLabsWords.internalError
    }
    return task
  }
}
