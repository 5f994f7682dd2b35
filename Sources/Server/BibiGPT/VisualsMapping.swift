internal import HTTP
internal import JSON
internal import Services
internal import Tasks
internal import Wires

/// Puts requests for visuals into tasks, and tasks into the answers.
enum VisualsMapping {
  /// What tasks of visuals are listed by.
  static let api = "bibigpt"
  /// The file of a task that holds what was found.
  static let resultFile = "analysis.json"

  /// Reads a body as strictly as it is published; members that nobody knows are passed over.
  static func request(
    _ bytes: [UInt8], type: String?
  ) throws(VisualsRefusal) -> BibiGPT.VisualsRequest {
    guard type == "application/json" else {
      throw VisualsRefusal(400, issues: ["Content-Type must be application/json"])
    }
    let request: BibiGPT.VisualsRequest
    do {
      request = try BibiGPT.VisualsRequest(JSONReader().value(of: bytes), nulls: .areValues)
    } catch let error as WireError {
      throw VisualsRefusal(400, issues: [error.description])
    } catch {
      throw VisualsRefusal(400, "Failed to parse request body", issues: ["\(error)"])
    }
    var issues: [String] = []
    if !AddressText.isAbsolute(request.videoURL) {
      issues.append("videoUrl: must be an absolute URI")
    }
    if let speed = request.speed, !(0.5...4).contains(speed) {
      issues.append("speed: must be between 0.5 and 4")
    }
    guard issues.isEmpty else { throw VisualsRefusal(400, issues: issues) }
    return request
  }

  /// The task that a request asks for, or the one that is equal to it.
  static func task(
    _ request: BibiGPT.VisualsRequest, for caller: Caller, at desk: Desk
  ) -> NewTask {
    var stored = StoredOrder(
      AnalysisOrder(.bibigpt, request.json, source: request.videoURL, model: request.model),
      video: .url(request.videoURL))
    stored.makesFiles = true
    var task = desk.task(stored, for: caller, api: api)
    task.likeness = Likeness(
      likeness(of: request), request.force == true ? .supersede : .find)
    return task
  }

  /// What equal requests have in common, once it is said what they leave out.
  static func likeness(of request: BibiGPT.VisualsRequest) -> String {
    let parts: [JSONValue] = [
      .text(api), .text(request.videoURL), .number(request.speed ?? 1),
      .text(request.model ?? BibiGPT.VisualsRequest.defaultModel),
      request.language.map { .text($0) } ?? .null,
    ]
    return JSONValue.list(parts).text
  }

  /// A task as the service tells of it.
  static func response(_ task: TaskRecord, isFromCache: Bool? = nil) -> BibiGPT.VisualsResponse {
    BibiGPT.VisualsResponse(
      taskID: task.id, status: status(of: task), isFromCache: isFromCache)
  }

  /// A task with what came of it.
  static func whole(_ task: TaskRecord, result: JSONValue?) -> BibiGPT.VisualsTask {
    var error: String?
    if task.state == .failed || task.state == .cancelled {
      error = task.failure?.reason ?? "the task was cancelled"
    }
    return BibiGPT.VisualsTask(response(task), result: result, error: error)
  }

  private static func status(of task: TaskRecord) -> BibiGPT.VisualsResponse.Status {
    switch task.state {
    // A task that lost its worker has been worked on, and does not go back.
    case .queued: task.attempts > 0 ? .processing : .pending
    case .running: .processing
    case .done: .completed
    case .failed, .cancelled: .failed
    case .superseded: .superseded
    }
  }
}
