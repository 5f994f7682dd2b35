internal import Fetching
internal import JSON
internal import Services
internal import Tasks
internal import Workers

/// Makes a worker's order of a task: brings the video and the pictures to where the worker may read them.
struct Preparing: Sendable {
  let desk: Desk
  let fetcher: Fetcher

  /// What a worker is told to do an attempt's task.
  func preparation(of attempt: WorkerAttempt) async throws(WorkFailure) -> Preparation {
    guard !Desk.films.contains(attempt.task.kind) else { return try await film(of: attempt) }
    let (drafts, report) = (attempt.drafts, attempt.report)
    guard let stored = StoredOrder(attempt.task.request) else {
      throw WorkFailure(code: "invalid_request", reason: "The task was written by another version.")
    }
    var order = stored.order
    order.path = try await path(of: stored.video, as: "\(drafts)/video", report)
    for (number, picture) in stored.pictures.enumerated() {
      let path = try await path(of: picture.origin, as: "\(drafts)/picture-\(number)") { _ in }
      order.pictures.append(.init(name: picture.name, path: path))
    }
    order.drafts = stored.makesFiles ? drafts : nil
    let answers = "\(desk.settings.data)/answers"
    order.answers = answers
    let line = WorkLine(
      settings: desk.settings, readable: [order.path ?? ""] + order.pictures.map(\.path),
      writable: [drafts, answers], network: desk.settings.workersNeedNetwork)
    return Preparation(order: line.json("order", order.json))
  }

  /// What a worker is told to make a film.
  private func film(of attempt: WorkerAttempt) async throws(WorkFailure) -> Preparation {
    let (drafts, report) = (attempt.drafts, attempt.report)
    guard let stored = StoredFilm(attempt.task.request) else {
      throw WorkFailure(code: "invalid_request", reason: "The task was written by another version.")
    }
    var order = stored.order
    if let origin = stored.reference {
      order.referencePath = try await path(of: origin, as: "\(drafts)/reference", report)
    }
    if let origin = stored.source {
      order.sourcePath = try await path(of: origin, as: "\(drafts)/source", report)
    }
    let answers = "\(desk.settings.data)/answers"
    (order.key, order.drafts, order.answers) = (attempt.task.id, drafts, answers)
    order.checkpoint = attempt.task.checkpoint.flatMap { try? JSONReader().value(of: $0) }
    let line = WorkLine(
      settings: desk.settings,
      readable: [order.referencePath, order.sourcePath].compactMap(\.self),
      writable: [drafts, answers],
      network: desk.settings.workersNeedNetwork || !desk.settings.studios.isEmpty)
    return Preparation(order: line.json("film", order.json))
  }

  private func path(
    of origin: StoredOrder.Origin, as draft: String,
    _ report: @escaping @Sendable (JSONValue) -> Void
  ) async throws(WorkFailure) -> String {
    switch origin {
    case .asset(let id): return try await path(ofAsset: id)
    case .result(let task, let name):
      let files = (try? await desk.store.tasks.files(of: task)) ?? []
      guard let file = files.first(where: { $0.name == name }) else {
        throw WorkFailure(code: "not_found", reason: "The video was deleted.")
      }
      return file.path
    case .url(let url):
      do throws(SourceError) {
        return try await fetcher.fetch(url, into: draft) { received, expected in
          report(
            .members([
              "stage": "fetching", "bytes": .integer(received),
              "part": expected.flatMap { $0 > 0 ? .number(Double(received) / Double($0)) : nil },
            ]))
        }.path
      } catch {
        throw WorkFailure(code: error.code.rawValue, reason: error.message)
      }
    }
  }

  private func path(ofAsset id: String) async throws(WorkFailure) -> String {
    do {
      guard let asset = try await desk.intake.settled(id) else {
        throw WorkFailure(code: "not_found", reason: "The asset was deleted.")
      }
      guard asset.state == .ready, let path = desk.store.assets.path(of: asset) else {
        throw WorkFailure(
          code: "unreadable_media", reason: asset.failure ?? "The asset cannot be used.")
      }
      return path
    } catch let failure as WorkFailure {
      throw failure
    } catch {
      throw WorkFailure(code: "internal_error", reason: "The asset cannot be looked up.")
    }
  }
}
