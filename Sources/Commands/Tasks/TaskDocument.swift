internal import JSON
internal import Services
internal import Tasks

/// What `tasks` says of a task.
enum TaskDocument {
  static func json(_ task: TaskRecord, files: [KeptFile]? = nil) -> JSONValue {
    .members([
      "id": .text(task.id), "state": .text(task.state.rawValue), "api": .text(task.api),
      "owner": .text(task.owner), "created_at": .text(time(task.created)),
      "started_at": task.started.map { .text(time($0)) },
      "finished_at": task.finished.map { .text(time($0)) },
      "attempts": .integer(Int64(task.attempts)), "falls": .integer(Int64(task.falls)),
      "failure": task.failure.map { ["code": .text($0.code), "message": .text($0.reason)] },
      "progress": task.progress.flatMap(read), "request": read(task.request),
      "result": files == nil ? nil : task.result.flatMap(read),
      "files": files.map { files in
        .list(
          files.map {
            [
              "name": .text($0.name), "type": .text($0.type), "size": .integer($0.size),
              "path": .text($0.path),
            ]
          })
      },
    ])
  }

  /// What the client calls the video.
  static func title(of task: TaskRecord) -> String {
    read(task.request)?["order"]?["source"]?.asText ?? ""
  }

  static func time(_ moment: Moment) -> String {
    ServiceTime(milliseconds: moment.milliseconds).text
  }

  private static func read(_ text: String) -> JSONValue? { try? JSONReader().value(of: text) }
}
