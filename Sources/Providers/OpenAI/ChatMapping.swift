internal import FoundationEssentials
internal import JSON
internal import Models

/// A request in the words of Chat Completions.
struct ChatMapping {
  let request: ModelRequest
  let entry: ServerEntry
  let profile: ServerProfile

  /// The schema as it is sent; nil where none is, or none can be.
  var lowering: SchemaLowering? {
    guard profile.schemaMode == .schema || profile.schemaMode == .grammar else { return nil }
    return request.schema.flatMap { SchemaLowering($0, for: dialect) }
  }

  var body: JSONValue {
    var members: [JSONValue.Member] = [
      .init("model", .text(entry.model)), .init("messages", messages),
    ]
    if let most = profile.outputTokens(of: request), profile.limitField != .absent {
      members.append(.init(profile.limitField.rawValue, .integer(Int64(most))))
    }
    if profile.sendsTemperature, let temperature = request.temperature {
      members.append(.init("temperature", .number(temperature)))
    }
    switch profile.thinking {
    case .effort: members.append(.init("reasoning_effort", "none"))
    case .template: members.append(.init("chat_template_kwargs", ["enable_thinking": false]))
    case .untouched, .think, .budget, .level: break
    }
    members += shape
    if profile.streams {
      members.append(.init("stream", true))
      if profile.countsInStream {
        members.append(.init("stream_options", ["include_usage": true]))
      }
    }
    return .object(members)
  }

  private var dialect: SchemaLowering.Dialect {
    switch entry.kind {
    case .vllm, .sglang, .llama: .grammar
    default: .openai
    }
  }

  private var shape: [JSONValue.Member] {
    guard request.wantsJSON, profile.schemaMode != .prompt else { return [] }
    guard let lowering else { return [.init("response_format", ["type": "json_object"])] }
    guard profile.schemaMode == .schema else { return [.init("json_schema", lowering.schema)] }
    return [
      .init(
        "response_format",
        [
          "type": "json_schema",
          "json_schema": [
            "name": "answer", "strict": .flag(dialect == .openai), "schema": lowering.schema,
          ],
        ])
    ]
  }

  private var messages: JSONValue {
    var content = request.parts.map(self.part)
    if profile.order != .interleaved, let index = request.pictureIndex {
      // Before the question, which stays last.
      content.insert(Self.text(index), at: max(0, content.count - 1))
    }
    return [
      ["role": "system", "content": .text(request.system)],
      ["role": "user", "content": .list(content)],
    ]
  }

  private func part(_ part: ModelRequest.Part) -> JSONValue {
    switch part {
    case .text(let words): return Self.text(words)
    case .picture(let picture):
      let data = Data(picture.bytes).base64EncodedString()
      return [
        "type": "image_url",
        "image_url": .members([
          "url": .text("data:\(picture.mediaType);base64,\(data)"),
          "detail": profile.pictureDetail.map { .text($0) },
        ]),
      ]
    }
  }

  private static func text(_ words: String) -> JSONValue { ["type": "text", "text": .text(words)] }
}
