internal import HTTP
internal import JSON
internal import Services
internal import Tasks

/// Our own documents of what the store remembers.
enum NativeDocuments {
  /// A task.
  static func task(_ task: TaskRecord, files: [KeptFile] = []) -> JSONValue {
    let stored = StoredOrder(task.request)
    let state = task.state == .queued && task.attempts > 0 ? "running" : task.state.rawValue
    return .members([
      "id": .text(task.id), "api": .text(task.api), "state": .text(state),
      "created_at": .text(time(task.created)), "started_at": task.started.map { .text(time($0)) },
      "finished_at": task.finished.map { .text(time($0)) },
      "attempts": .integer(Int64(task.attempts)),
      "video": stored.map { video($0) },
      "request": stored.map { $0.order.service == .native ? $0.order.request : nil } ?? nil,
      "model": task.result.flatMap(model),
      "progress": task.state.isFinal ? nil : task.progress.flatMap(read),
      "failure": task.failure.map { ["code": .text($0.code), "message": .text($0.reason)] },
      "files": task.state == .done
        ? .list(files.map { file(NativePaths.file($0.name, of: task.id), $0) }) : nil,
    ])
  }

  /// An asset.
  static func asset(_ asset: Asset) -> JSONValue {
    let facts = AssetFacts(asset)
    return .members([
      "id": .text(asset.id), "state": .text(asset.state.rawValue), "name": .text(asset.name),
      "type": .text(asset.type), "created_at": .text(time(asset.created)),
      "size": asset.size.map { .integer($0) },
      "sha256": asset.digest.map { .text($0) }, "url": facts.url.map { .text($0) },
      "media": facts.found?.json, "failure": asset.failure.map { .text($0) },
    ])
  }

  /// That something is wrong with a request.
  static func problem(
    _ status: Int, _ code: String, _ message: String, path: String? = nil
  ) -> Response {
    .json(
      status,
      [
        "error": .members([
          "code": .text(code), "message": .text(message),
          "path": path.flatMap { $0.isEmpty ? nil : .text($0) },
        ])
      ])
  }

  static func time(_ moment: Moment) -> String {
    ServiceTime(milliseconds: moment.milliseconds).text
  }

  private static func video(_ stored: StoredOrder) -> JSONValue {
    var members = stored.video.json.asMembers ?? []
    members.append(.init("name", .text(stored.order.source)))
    return .object(members)
  }

  private static func file(_ address: String, _ file: KeptFile) -> JSONValue {
    [
      "name": .text(file.name), "type": .text(file.type), "size": .integer(file.size),
      "url": .text(address),
    ]
  }

  private static func read(_ text: String) -> JSONValue? { try? JSONReader().value(of: text) }

  private static func model(_ result: String) -> JSONValue? { read(result)?["model"] }
}

/// Where our own API is.
enum NativePaths {
  static let root = "/shotlog/v1"

  static func file(_ name: String, of task: String) -> String {
    "\(root)/tasks/\(task)/files/\(name)"
  }
}

extension Response {
  /// An answer of JSON.
  static func json(_ status: Int, _ value: JSONValue) -> Response {
    Response(status, type: "application/json", .bytes(Array(value.text.utf8)))
  }
}
