internal import JSON
internal import Providers
package import Web

/// OpenAI's videos API, or whatever answers on the same wire.
package struct OpenAIStudio: Studio {
  private let conversation: StudioConversation

  /// Makes the studio of an entry; the client decides who may be talked to.
  package init(_ entry: StudioEntry, over client: WebClient) {
    conversation = StudioConversation(entry, over: client)
  }

  /// How it is reached, and how patiently.
  package var entry: StudioEntry { conversation.entry }

  /// It is trusted to, as its own clients trust it.
  package var mindsKeys: Bool { true }

  /// Asks for a film, or for another of one; the service knows nothing of a negative prompt, and of pixels only the
  /// sizes that it offers.
  package func begin(
    _ order: StudioOrder, key: String
  ) async throws(StudioError) -> StudioJob {
    let answer: StudioConversation.Reply
    if let source = order.remixOf {
      answer = try await conversation.post(
        path(of: source) + "/remix", ["prompt": .text(order.prompt)], key: key,
        isRepeatable: mindsKeys)
    } else {
      answer = try await conversation.post(
        "/videos", form(of: order), key: key, isRepeatable: mindsKeys)
    }
    let video = try video(answer.json)
    return StudioJob(studio: entry.name, id: video.id, model: video.model ?? order.model)
  }

  /// How far a job is.
  package func state(of job: StudioJob) async throws(StudioError) -> StudioState {
    let answer = try await conversation.get(path(of: job))
    let video = try video(answer.json)
    guard video.id == job.id else {
      throw StudioError(.brokenAnswer, "\(entry.name): asked for one film, it told of another")
    }
    switch video.status {
    case "queued", "in_progress":
      return .waiting(part: video.part, pollAfter: pause(in: answer.headers))
    case "completed": return .done(files(of: job, expires: video.expires))
    case "failed", "cancelled", "canceled", "expired", "deleted":
      return .failed(video.failure(of: entry))
    default:
      throw StudioError(
        .brokenAnswer,
        "\(entry.name): it says of the film that it is \"\(video.status.prefix(40))\"")
    }
  }

  /// Writes a file of a finished job.
  package func fetch(
    _ file: StudioFile, to path: String, limit: Int64
  ) async throws(StudioError) -> Int64 {
    try await conversation.bring(file, to: path, limit: limit)
  }

  /// Deletes a job, whatever it has come to.
  package func cancel(_ job: StudioJob) async throws(StudioError) {
    try await conversation.delete(path(of: job))
  }

  /// As the service's own clients send it: a form even where there is no file.
  private func form(of order: StudioOrder) -> MultipartForm {
    var form = MultipartForm()
    form.add("prompt", order.prompt)
    form.add("model", order.model)
    if let seconds = order.seconds { form.add("seconds", JSONValue.number(seconds).text) }
    if let size = order.size { form.add("size", "\(size.width)x\(size.height)") }
    if let reference = order.reference {
      let ending = reference.type.split(separator: "/").last.map { ".\($0)" } ?? ""
      form.add(
        "input_reference", file: "reference\(ending)", type: reference.type, reference.bytes)
    }
    return form
  }

  private func path(of job: StudioJob) -> String {
    let id = PathWords.encoded(job.id).replacing("/", with: "%2F")
    return "/videos/\(id)"
  }

  private func files(of job: StudioJob, expires: Int64?) -> [StudioFile] {
    StudioFile.Variant.allCases.map { variant in
      StudioFile(
        variant, .path(path(of: job) + "/content?variant=\(variant.rawValue)"), expires: expires)
    }
  }

  private func video(_ json: JSONValue) throws(StudioError) -> OpenAIVideo {
    guard let video = OpenAIVideo(json) else {
      throw StudioError(.brokenAnswer, "\(entry.name): the answer tells of no film")
    }
    return video
  }

  private func pause(in headers: WebHeaders) -> Duration? {
    headers["openai-poll-after-ms"].flatMap { Int64($0) }.flatMap { milliseconds in
      milliseconds < 0 ? nil : .milliseconds(milliseconds)
    }
  }
}
