internal import HTTP
internal import JSON
internal import Services
internal import Tasks
internal import Wires

/// Analyses that are answered at once, whole or in pieces.
struct TwelveLabsAnswers {
  /// What their tasks are listed by: not among those that clients made.
  static let api = "twelvelabs-analyze"

  let desk: Desk

  @Sendable func create(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let body = try await request.json(atMost: desk.settings.largestBody)
    let analysis = try TwelveLabsAnalysis(body, to: .answer, desk.settings.twelveLabs)
    let sources = TwelveLabsSources(desk: desk, caller: caller, endpoint: .answer)
    let order = try await sources.order(analysis)
    let submission = try await desk.store.tasks.submit(
      desk.task(order, for: caller, api: Self.api))
    guard let id = submission.task?.id else { throw TwelveLabsWords.internalError }
    guard analysis.isStreamed else {
      let answer = try await answer(id, order, sources)
      return TwelveLabsWords.answer(
        200, TwelveLabs.NonStreamAnalyzeResponse(answer.result, error: answer.error).json)
    }
    return TwelveLabsWords.versioned(
      .lines { lines in
        let name = TwelveLabsRecord.generation(id)
        try await lines.send(TwelveLabs.StreamAnalyzeResponse.start(generationID: name).json.text)
        do {
          let answer = try await self.answer(id, order, sources)
          for line in answer.result.lines(answer.error).dropFirst() {
            try await lines.send(line.json.text)
          }
        } catch let error as TwelveLabsRefusal {
          // Clients that look for no such line learn it from the broken end.
          try await lines.send(
            JSONValue.members(["event_type": "stream_error", "error": error.body.json["error"]])
              .text)
          throw error
        }
      })
  }

  /// What became of a task; what was brought in for it goes, whatever that is.
  private func answer(
    _ id: String, _ order: StoredOrder, _ sources: TwelveLabsSources
  ) async throws -> (result: TwelveLabs.AnalyzeTaskResult, error: TwelveLabs.AnalyzeTaskError?) {
    let record: TaskRecord
    do {
      record = try await desk.outcome(of: id)
    } catch {
      try await sources.discard(order)
      throw error
    }
    try await sources.discard(order)
    guard let answer = TwelveLabsRecord.answer(record), var result = answer.result else {
      let reason = record.failure?.reason ?? "The analysis was given up."
      throw TwelveLabsRefusal(500, .internalError, reason)
    }
    result.generationID = TwelveLabsRecord.generation(id)
    return (result, answer.error)
  }
}
