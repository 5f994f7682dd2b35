package import JSON

extension TwelveLabs {
  /// What somebody who wants to know is told when a task ends.
  package struct AnalyzeTaskWebhookEvent: Sendable, Equatable {
    /// Its name; the same when it is told again.
    package var id: String
    /// When it was written.
    package var createdAt: String
    /// The task's name.
    package var taskID: String
    /// The caller's name for the task; written as `null` if there is none.
    package var customID: String?
    /// How the task ended: `ready`, `failed` or `canceled`.
    package var status: AnalyzeTaskStatus
    /// When the task was asked for.
    package var taskCreatedAt: String
    /// Where the video came from.
    package var videoSource: AnalyzeTaskResponse.VideoSource?
    /// What went wrong, or what is missing.
    package var error: AnalyzeTaskError?

    /// Tells of a task that ended.
    package init(id: String, createdAt: String, _ task: AnalyzeTaskResponse) {
      (self.id, self.createdAt, taskID) = (id, createdAt, task.taskID)
      (customID, status, taskCreatedAt) = (task.customID, task.status, task.createdAt)
      videoSource = task.videoSource
      error = task.status == .canceled ? nil : task.error.map { .init(message: $0.message) }
    }

    /// The document.
    package var json: JSONValue {
      [
        "id": .text(id), "created_at": .text(createdAt),
        "type": .text("analyze.task.\(status.rawValue)"),
        "data": .members([
          "id": .text(taskID), "custom_id": customID.map { .text($0) } ?? .null,
          "status": .text(status.rawValue), "created_at": .text(taskCreatedAt),
          "video_source": videoSource?.json, "error": error?.json,
        ]),
      ]
    }
  }
}

extension TwelveLabs.AnalyzeTaskWebhookEvent: WireReadable {
  /// Reads what is told.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    id = try value.member("id").string()
    createdAt = try value.member("created_at").string()
    let data = try value.member("data")
    taskID = try data.member("id").string()
    customID = try data["custom_id"]?.string()
    status = try data.member("status").choice()
    taskCreatedAt = try data.member("created_at").string()
    videoSource = try data["video_source"]?.read()
    error = try data["error"]?.read()
  }
}
