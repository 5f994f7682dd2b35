internal import FoundationEssentials
internal import JSON
internal import Models

/// A request in the words of Ollama's own `/api/chat`.
struct OllamaMapping {
  let request: ModelRequest
  let entry: ServerEntry
  let profile: ServerProfile
  /// The tokens of context that the model is to have.
  let context: Int

  /// The schema as it is sent; nil where none is, or none can be.
  var lowering: SchemaLowering? {
    guard profile.schemaMode == .schema || profile.schemaMode == .grammar else { return nil }
    return request.schema.flatMap { SchemaLowering($0, for: .grammar) }
  }

  var body: JSONValue {
    .members([
      "model": .text(entry.model), "messages": .list(messages), "stream": .flag(profile.streams),
      "think": profile.thinking == .think ? false : nil,
      // Without these the server forgets the start of what it cannot hold, and says nothing.
      "truncate": false, "shift": false, "format": format, "options": options,
    ])
  }

  private var format: JSONValue? {
    guard request.wantsJSON, profile.schemaMode != .prompt else { return nil }
    return lowering?.schema ?? "json"
  }

  private var options: JSONValue {
    .members([
      "num_ctx": .integer(Int64(context)),
      "num_predict": profile.outputTokens(of: request).map { .integer(Int64($0)) },
      "temperature": profile.sendsTemperature ? request.temperature.map { .number($0) } : nil,
    ])
  }

  /// A message for each picture, since within one the server's templates disagree about the order.
  private var messages: [JSONValue] {
    var messages: [JSONValue] = [["role": "system", "content": .text(request.system)]]
    var words: [String] = []
    func say(_ images: JSONValue?) {
      messages.append(
        .members([
          "role": "user", "content": .text(words.joined(separator: "\n")), "images": images,
        ]))
      words = []
    }
    for part in request.parts {
      switch part {
      case .text(let text): words.append(text)
      case .picture(let picture): say([.text(Data(picture.bytes).base64EncodedString())])
      }
    }
    if !words.isEmpty { say(nil) }
    return messages
  }
}
