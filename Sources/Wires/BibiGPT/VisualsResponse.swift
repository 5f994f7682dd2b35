package import JSON

extension BibiGPT {
  /// The answer of `POST /v1/video/visuals`, which has no members but these.
  package struct VisualsResponse: Sendable, Equatable {
    /// How far a task has come.
    package enum Status: String, Sendable, CaseIterable {
      /// It waits.
      case pending
      /// It is worked on.
      case processing
      /// It is done.
      case completed
      /// It went wrong.
      case failed
      /// A newer one took its place.
      case superseded
    }

    /// The task's name.
    package var taskID: String
    /// How far it has come.
    package var status: Status
    /// Whether it was there before.
    package var isFromCache: Bool?

    /// Names a task.
    package init(taskID: String, status: Status, isFromCache: Bool? = nil) {
      (self.taskID, self.status, self.isFromCache) = (taskID, status, isFromCache)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "taskId": .text(taskID), "status": .text(status.rawValue),
        "isFromCache": isFromCache.map { .flag($0) },
      ])
    }
  }

  /// A task and what came of it: no document of BibiGPT, which has none that could tell.
  package struct VisualsTask: Sendable, Equatable {
    /// The task.
    package var task: VisualsResponse
    /// What came of it.
    package var result: JSONValue?
    /// Why nothing did.
    package var error: String?

    /// Tells what came of a task.
    package init(_ task: VisualsResponse, result: JSONValue? = nil, error: String? = nil) {
      (self.task, self.result, self.error) = (task, result, error)
    }

    /// The document.
    package var json: JSONValue {
      .object(
        (task.json.asMembers ?? [])
          + [("result", result), ("error", error.map { .text($0) })]
          .compactMap { name, value in value.map { .init(name, $0) } })
    }
  }

  /// Why a request was refused; it has no members but these, and its issues none but their message.
  package struct ErrorBody: Sendable, Equatable {
    /// A sentence for people.
    package var message: String
    /// A word that does not change: `BAD_REQUEST`.
    package var code: String
    /// What is wrong with the request, thing by thing.
    package var issues: [String]?

    /// Says why.
    package init(message: String, code: String, issues: [String]? = nil) {
      (self.message, self.code, self.issues) = (message, code, issues)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "message": .text(message), "code": .text(code),
        "issues": issues.map { .list($0.map { ["message": .text($0)] }) },
      ])
    }
  }
}

extension BibiGPT.VisualsResponse: WireReadable {
  /// Reads an answer.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject(of: ["taskId", "status", "isFromCache"])
    taskID = try value.member("taskId").string()
    status = try value.member("status").choice()
    isFromCache = try value["isFromCache"]?.boolean()
  }
}

extension BibiGPT.ErrorBody: WireReadable {
  /// Reads why.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject(of: ["message", "code", "issues"])
    message = try value.member("message").string()
    code = try value.member("code").string()
    issues = try value["issues"]?.array().map { issue throws(WireError) in
      try issue.mustBeObject(of: ["message"])
      return try issue.member("message").string()
    }
  }
}
