internal import HTTP
internal import JSON
internal import Services
internal import Tasks
internal import Wires

/// A task that makes a video, in Bifrost's words.
struct VideoRecord {
  /// How long clients that wait are asked to wait before they look again, in milliseconds.
  static let pace = "500"

  let task: TaskRecord
  let film: StoredFilm

  init?(_ task: TaskRecord) {
    guard Desk.films.contains(task.kind), let film = StoredFilm(task.request) else { return nil }
    (self.task, self.film) = (task, film)
  }

  /// The name that clients know it by.
  var identifier: VideoIdentifier {
    VideoIdentifier(task: task.id, provider: film.order.targets[0].provider)
  }

  /// How far it is.
  var status: Bifrost.VideoStatus {
    switch task.state {
    case .queued: task.attempts > 0 ? .inProgress : .queued
    case .running: .inProgress
    case .done: .completed
    case .failed, .cancelled, .superseded: .failed
    }
  }

  /// What was said of the film when it was done.
  var answer: FilmAnswer? {
    task.result.flatMap { try? JSONReader().value(of: $0) }.flatMap(FilmAnswer.init)
  }

  /// The document; `root` is where videos are as this client found them, and `lifetime` how long they are kept.
  func document(at root: String?, lifetime: Duration?) -> Bifrost.VideoGenerationResponse {
    let (order, answer) = (film.order, answer)
    var document = Bifrost.VideoGenerationResponse(
      id: identifier.text, model: order.targets[0].model, status: status, progress: progress,
      prompt: order.prompt, seconds: seconds(answer), size: (answer?.size ?? order.size).text,
      createdAt: task.created.milliseconds / 1000)
    document.remixedFromVideoID = film.remixed
    switch status {
    case .queued, .inProgress: break
    case .completed:
      document.completedAt = task.finished.map { $0.milliseconds / 1000 }
      if let root {
        let url = "\(root)/\(identifier.text)/content"
        document.videos = [.init(url: url, contentType: "video/mp4")]
      }
    case .failed:
      document.error = error
      if Self.moderation.contains(document.error?.code ?? "") {
        document.contentFilter = .init(
          filteredCount: 1, reasons: [document.error?.message ?? ""])
      }
    }
    if let lifetime, let finished = task.finished {
      document.expiresAt = (finished + lifetime).milliseconds / 1000
    }
    return document
  }

  /// What is said beside the document; `studios` are those who are asked for videos.
  func extraFields(
    _ type: Bifrost.RequestType, studios: Set<String>, latency: Duration
  ) -> Bifrost.ResponseExtraFields {
    let target = film.order.targets[0]
    var fields = Bifrost.ResponseExtraFields(
      type, provider: target.provider, latency: latency.wholeMilliseconds)
    fields.modelRequested = target.model
    let maker =
      answer?.maker ?? (studios.contains(target.provider) ? target : film.order.localTarget)
    // A provider's own model needs no provider before it; whoever stands in is named whole.
    let isOwn = maker.provider == target.provider && maker.provider != FilmOrder.local
    fields.modelDeployment = isOwn ? maker.model : maker.text
    return fields
  }

  private var progress: Int64 {
    if task.state == .done { return 100 }
    guard let told = task.progress.flatMap({ try? JSONReader().value(of: $0) }),
      let part = told["part"]?.asNumber
    else { return 0 }
    // What is fetched before the work begins is a small part of it.
    let whole = told["stage"]?.asText == "fetching" ? part / 20 : part
    return Int64(min(max(whole * 100, 0), 99))
  }

  private func seconds(_ answer: FilmAnswer?) -> String {
    let asked = film.order.seconds
    guard let real = answer?.seconds, abs(real * 1000 - Double(asked.milliseconds)) > 100,
      let seconds = VideoSeconds(milliseconds: Int64((real * 1000).rounded()))
    else { return asked.text }
    return seconds.text
  }

  private var error: Bifrost.VideoCreateError {
    guard let failure = task.failure else {
      return .init(code: "cancelled", message: "The video was given up.")
    }
    return .init(
      code: failure.code.isEmpty ? "internal_error" : failure.code,
      message: failure.reason.isEmpty ? "The video could not be made." : failure.reason)
  }

  private static let moderation: Set<String> = [
    "content_filter", "content_policy_violation", "moderation_blocked", "refused",
  ]
}

extension Duration {
  /// Whole milliseconds.
  fileprivate var wholeMilliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
