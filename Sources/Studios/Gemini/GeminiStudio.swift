internal import FoundationEssentials
internal import JSON
internal import Providers
package import Web

/// Google's Veo by the Gemini API: `predictLongRunning`, operations and files.
package struct GeminiStudio: Studio {
  private let conversation: StudioConversation

  /// Makes the studio of an entry; the client decides who may be talked to.
  package init(_ entry: StudioEntry, over client: WebClient) {
    conversation = StudioConversation(entry, over: client)
  }

  /// How it is reached, and how patiently.
  package var entry: StudioEntry { conversation.entry }

  /// It knows nothing of keys.
  package var mindsKeys: Bool { false }

  /// Asks for a film; the service minds no key, so a request whose answer was lost is not made again.
  package func begin(
    _ order: StudioOrder, key: String
  ) async throws(StudioError) -> StudioJob {
    guard order.remixOf == nil else {
      throw StudioError(
        .unsupported, "video_remix is not supported by \(entry.name) provider",
        serviceCode: StudioError.Code.unsupported.rawValue)
    }
    let model = order.model.contains("/") ? order.model : "models/\(order.model)"
    guard isPlain(model) else {
      throw StudioError(.notFound, "\(entry.name): there is no such model")
    }
    let answer = try await conversation.post(
      "/\(PathWords.encoded(model)):predictLongRunning", try body(of: order), key: key,
      isRepeatable: mindsKeys)
    guard let name = answer.json["name"]?.asText, isPlain(name) else {
      throw StudioError(.brokenAnswer, "\(entry.name): the answer names no operation")
    }
    return StudioJob(studio: entry.name, id: name, model: order.model)
  }

  /// How far a job is; the service does not tell which part of it is done.
  package func state(of job: StudioJob) async throws(StudioError) -> StudioState {
    guard isPlain(job.id) else {
      throw StudioError(.notFound, "\(entry.name): there is no such job")
    }
    let answer = try await conversation.get("/" + PathWords.encoded(job.id))
    guard let operation = GeminiOperation(answer.json), operation.name == job.id else {
      throw StudioError(.brokenAnswer, "\(entry.name): the answer tells of no such operation")
    }
    return try operation.state(of: entry)
  }

  /// Writes a file of a finished job.
  package func fetch(
    _ file: StudioFile, to path: String, limit: Int64
  ) async throws(StudioError) -> Int64 {
    try await conversation.bring(file, to: path, limit: limit)
  }

  /// Does nothing: operations that make films cannot be called off.
  package func cancel(_ job: StudioJob) async throws(StudioError) {}

  private func body(of order: StudioOrder) throws(StudioError) -> JSONValue {
    var shape: (aspect: String, resolution: String)?
    if let size = order.size {
      shape = Self.shapes["\(size.width)x\(size.height)"]
      guard shape != nil else {
        throw StudioError(
          .badRequest,
          "\(entry.name): it makes no films of \(size.width)x\(size.height) pixels; it offers "
            + Self.shapes.keys.sorted().joined(separator: ", "))
      }
    }
    var seconds: Int64?
    if let asked = order.seconds {
      seconds = Int64(exactly: asked)
      guard seconds != nil else {
        throw StudioError(.badRequest, "\(entry.name): it makes films of whole seconds only")
      }
    }
    return [
      "instances": [
        .members([
          "prompt": .text(order.prompt),
          "image": order.reference.map { reference in
            [
              "bytesBase64Encoded": .text(Data(reference.bytes).base64EncodedString()),
              "mimeType": .text(reference.type),
            ]
          },
        ])
      ],
      "parameters": .members([
        "sampleCount": 1,
        "aspectRatio": shape.map { .text($0.aspect) },
        "resolution": shape.map { .text($0.resolution) },
        "durationSeconds": seconds.map { .integer($0) },
        "negativePrompt": order.negativePrompt.map { .text($0) },
      ]),
    ]
  }

  /// Whether a name of the service's can stand in a path and lead nowhere else.
  private func isPlain(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return name.utf8.count <= 512 && parts.count <= 8
      && parts.allSatisfy { part in
        !part.isEmpty && part != "." && part != ".."
          && part.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
              || (0x61...0x7A).contains(byte) || "-._~".utf8.contains(byte)
          }
      }
  }

  private static let shapes = [
    "1280x720": ("16:9", "720p"), "720x1280": ("9:16", "720p"),
    "1920x1080": ("16:9", "1080p"), "1080x1920": ("9:16", "1080p"),
    "3840x2160": ("16:9", "4k"), "2160x3840": ("9:16", "4k"),
  ]
}
