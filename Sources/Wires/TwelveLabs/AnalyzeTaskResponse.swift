package import JSON

extension TwelveLabs {
  /// How far a task has come.
  package enum AnalyzeTaskStatus: String, Sendable, CaseIterable {
    /// It waits to be looked at.
    case queued
    /// It waits to start.
    case pending
    /// It is worked on.
    case processing
    /// It is done.
    case ready
    /// It went wrong.
    case failed
    /// Somebody stopped it.
    case canceled
  }

  /// The answer to `POST /analyze/tasks`.
  package struct CreateAnalyzeTaskResponse: Sendable, Equatable {
    /// The task's name.
    package var taskID: String
    /// How far it has come.
    package var status: AnalyzeTaskStatus

    /// Names a task.
    package init(taskID: String, status: AnalyzeTaskStatus) {
      (self.taskID, self.status) = (taskID, status)
    }

    /// The document.
    package var json: JSONValue { ["task_id": .text(taskID), "status": .text(status.rawValue)] }
  }

  /// A task.
  package struct AnalyzeTaskResponse: Sendable, Equatable {
    /// Its name.
    package var taskID: String
    /// The caller's name for it; written as `null` if there is none.
    package var customID: String?
    /// The batch it belongs to.
    package var batchID: String?
    /// How far it has come.
    package var status: AnalyzeTaskStatus
    /// When it was asked for, by RFC 3339.
    package var createdAt: String
    /// When it ended.
    package var completedAt: String?
    /// Where the video came from.
    package var videoSource: VideoSource?
    /// What was asked.
    package var requestParams: RequestParams?
    /// What was answered.
    package var result: AnalyzeTaskResult?
    /// What went wrong, or what is missing.
    package var error: AnalyzeTaskError?
    /// Who was told.
    package var webhooks: [AnalyzeTaskWebhookInfo]?

    /// Makes a task.
    package init(taskID: String, status: AnalyzeTaskStatus, createdAt: String) {
      (self.taskID, self.status, self.createdAt) = (taskID, status, createdAt)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "task_id": .text(taskID), "custom_id": customID.map { .text($0) } ?? .null,
        "batch_id": batchID.map { .text($0) },
        "status": .text(status.rawValue), "created_at": .text(createdAt),
        "completed_at": completedAt.map { .text($0) }, "video_source": videoSource?.json,
        "request_params": requestParams?.json, "result": result?.json, "error": error?.json,
        "webhooks": webhooks.map { .list($0.map(\.json)) },
      ])
    }
  }
}

extension TwelveLabs.CreateAnalyzeTaskResponse: WireReadable {
  /// Reads the answer.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      taskID: try value.member("task_id").string(), status: try value.member("status").choice())
  }
}

extension TwelveLabs.AnalyzeTaskResponse: WireReadable {
  /// Reads a task.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      taskID: try value.member("task_id").string(), status: try value.member("status").choice(),
      createdAt: try value.member("created_at").string())
    customID = try value["custom_id"]?.string()
    batchID = try value["batch_id"]?.string()
    completedAt = try value["completed_at"]?.string()
    videoSource = try value["video_source"]?.read()
    requestParams = try value["request_params"]?.read()
    result = try value["result"]?.read()
    error = try value["error"]?.read()
    webhooks = try value["webhooks"]?.list()
  }
}
