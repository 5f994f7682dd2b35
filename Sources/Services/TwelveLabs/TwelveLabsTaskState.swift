package import Wires

/// A task as the service's documents show it, made from plain values.
///
/// Which members a document has follows from the task's status: its end, its result and what went wrong are left out
/// where they cannot be.
package struct TwelveLabsTaskState: Sendable, Equatable {
  /// Its name.
  package var id: String
  /// The caller's name for it.
  package var customID: String?
  /// How far it is.
  package var status: TwelveLabs.AnalyzeTaskStatus
  /// When it was asked for.
  package var createdAt: ServiceTime
  /// When it ended.
  package var completedAt: ServiceTime?
  /// Where the video comes from.
  package var video: TwelveLabs.AnalyzeTaskResponse.VideoSource?
  /// What was asked.
  package var params: TwelveLabs.AnalyzeTaskResponse.RequestParams?
  /// What was answered.
  package var result: TwelveLabs.AnalyzeTaskResult?
  /// What went wrong, or what is missing.
  package var error: TwelveLabs.AnalyzeTaskError?
  /// Who is to be told; empty if nobody is.
  package var webhooks: [TwelveLabs.AnalyzeTaskWebhookInfo] = []

  /// Describes a task.
  package init(
    id: String, status: TwelveLabs.AnalyzeTaskStatus, createdAt: ServiceTime,
    completedAt: ServiceTime? = nil
  ) {
    (self.id, self.status, self.createdAt) = (id, status, createdAt)
    self.completedAt = completedAt
  }

  /// What a task says that somebody cancelled.
  package static let canceled = TwelveLabs.AnalyzeTaskError(
    code: "user_canceled", message: "The task was canceled by the user.")

  /// The answer to those who ask for the task.
  package var document: TwelveLabs.AnalyzeTaskResponse {
    var document = TwelveLabs.AnalyzeTaskResponse(
      taskID: id, status: status, createdAt: createdAt.text)
    (document.customID, document.videoSource) = (customID, video)
    document.requestParams = params
    document.webhooks = webhooks.isEmpty ? nil : webhooks
    switch status {
    case .queued, .pending, .processing: break
    case .ready: (document.result, document.error) = (result, error)
    case .failed: document.error = error ?? .init(message: "The analysis came to nothing.")
    case .canceled: document.error = error ?? Self.canceled
    }
    if status.isFinal { document.completedAt = (completedAt ?? createdAt).text }
    return document
  }

  /// The same as lists show it.
  package var entry: TwelveLabs.AnalyzeTaskResponse {
    var entry = document
    entry.requestParams = params?.shortened
    return entry
  }

  /// The answer to those who asked for the task to be made, or cancelled it.
  package var acknowledgement: TwelveLabs.CreateAnalyzeTaskResponse {
    TwelveLabs.CreateAnalyzeTaskResponse(taskID: id, status: status)
  }

  /// What those are told who want to know how the task ended, under the name of an event of 32 digits.
  package func event(_ name: String, at moment: ServiceTime) -> TwelveLabs.AnalyzeTaskWebhookEvent {
    TwelveLabs.AnalyzeTaskWebhookEvent(id: "whe_\(name)", createdAt: moment.text, document)
  }
}

extension TwelveLabs.AnalyzeTaskStatus {
  /// Whether it stays so for ever.
  package var isFinal: Bool { self == .ready || self == .failed || self == .canceled }
}
