internal import JSON
internal import Services
internal import Tasks
internal import Wires

/// TwelveLabs' documents of what the store remembers of a task.
enum TwelveLabsRecord {
  /// A request as it is kept: without files, and with the length of its video.
  static func request(
    _ asked: TwelveLabs.CreateAnalyzeTaskRequest, video: TwelveLabs.VideoContext, duration: Double?
  ) -> JSONValue {
    var asked = asked
    asked.video = if case .base64String = video { .base64String("") } else { video }
    asked.videoID = nil
    let pictures = asked.promptV2?.mediaSources?.map(\.emptied)
    asked.promptV2?.mediaSources = pictures
    let definitions = asked.responseFormat?.segmentDefinitions?.map { definition in
      var definition = definition
      definition.mediaSources = definition.mediaSources?.map(\.emptied)
      return definition
    }
    asked.responseFormat?.segmentDefinitions = definitions
    var members = asked.json.asMembers ?? []
    if let duration { members.append(.init(durationName, .number(duration))) }
    return .object(members)
  }

  /// The task, as the service shows it; `deliveries` are those about it.
  static func state(_ record: TaskRecord, _ deliveries: [Delivery] = []) -> TwelveLabsTaskState {
    var state = TwelveLabsTaskState(
      id: record.id, status: status(record),
      createdAt: ServiceTime(milliseconds: record.created.milliseconds),
      completedAt: record.finished.map { ServiceTime(milliseconds: $0.milliseconds) })
    if let stored = StoredOrder(record.request),
      let asked = try? TwelveLabs.CreateAnalyzeTaskRequest(stored.order.request)
    {
      state.customID = asked.customID
      state.params = .init(asked)
      state.video = asked.video.map {
        .init($0, duration: stored.order.request[durationName]?.asNumber)
      }
    }
    let answer = answer(record)
    (state.result, state.error) = (answer?.result, answer?.error)
    state.result?.generationID = generation(record.id)
    if state.status == .failed {
      state.error = record.failure.map { .init(code: $0.code, message: $0.reason) }
    }
    state.webhooks = deliveries.map { delivery in
      let isDelivered = delivery.state == .delivered
      return .init(
        url: delivery.url, delivered: isDelivered, attempts: Int64(delivery.attempts),
        lastError: isDelivered ? nil : delivery.failure)
    }
    return state
  }

  /// What somebody is told of a task that has ended, as words of JSON; nil for tasks of other APIs.
  static func letter(_ record: TaskRecord, event: String) -> String? {
    guard record.api == TwelveLabsRoutes.api, record.state.isFinal else { return nil }
    let moment = ServiceTime(
      milliseconds: (record.finished ?? record.created).milliseconds)
    return state(record).event(event, at: moment).json.text
  }

  /// The states that a status stands for.
  static func states(_ status: TwelveLabs.AnalyzeTaskStatus) -> Set<TaskState> {
    switch status {
    case .queued: [.queued]
    case .pending: []
    case .processing: [.running]
    case .ready: [.done]
    case .failed: [.failed]
    case .canceled: [.cancelled, .superseded]
    }
  }

  /// What the generation of a task's answer is called: no two have one name, even if they say the same.
  static func generation(_ id: String) -> String { "gen_\(id)" }

  /// What a task that is done was answered.
  static func answer(_ record: TaskRecord) -> TwelveLabs.AnalyzeTaskResponse? {
    guard record.state == .done, let text = record.result,
      let answer = try? JSONReader().value(of: text)["answer"]
    else { return nil }
    return try? TwelveLabs.AnalyzeTaskResponse(answer)
  }

  /// A task that lost its worker waits again, and to its client goes on.
  private static func status(_ record: TaskRecord) -> TwelveLabs.AnalyzeTaskStatus {
    switch record.state {
    case .queued: record.attempts > 0 ? .processing : .queued
    case .running: .processing
    case .done: .ready
    case .failed: .failed
    case .cancelled, .superseded: .canceled
    }
  }

  private static let durationName = "video_duration"
}

extension TwelveLabs.SmeMediaSource {
  /// The same with an empty file in place of a file.
  fileprivate var emptied: TwelveLabs.SmeMediaSource {
    var source = self
    if base64String != nil { source.base64String = "" }
    return source
  }
}
