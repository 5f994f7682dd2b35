internal import FoundationEssentials
internal import JSON
internal import Models

/// A question as the body of Anthropic's Messages.
struct MessagesRequest: Sendable, Equatable {
  /// The model's name.
  var model: String
  /// The shape of the answer, already in words that Anthropic knows; nil for any.
  var schema: JSONValue?
  /// How it is asked for.
  var way = MessagesWay.outputConfig
  /// The most tokens of the answer; there must be a number.
  var outputTokens = 4096
  /// Whether a temperature is sent where one is wished for: the newest version of the API refuses any.
  var sendsTemperature = false
  /// Whether the answer is to come in pieces.
  var isStreamed = false

  /// The body.
  func body(of request: ModelRequest) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("model", .text(model)),
      .init("max_tokens", .integer(Int64(max(1, outputTokens)))),
      .init("system", .text(request.system)),
      .init("messages", [["role": "user", "content": .list(request.parts.map(Self.block))]]),
    ]
    if sendsTemperature, let temperature = request.temperature {
      members.append(.init("temperature", .number(min(max(temperature, 0), 1))))
    }
    if let schema { members += shapeMembers(schema) }
    if isStreamed { members.append(.init("stream", true)) }
    return .object(members)
  }

  private static func block(_ part: ModelRequest.Part) -> JSONValue {
    switch part {
    case .text(let words): ["type": "text", "text": .text(words)]
    case .picture(let picture):
      [
        "type": "image",
        "source": [
          "type": "base64", "media_type": .text(picture.mediaType),
          "data": .text(Data(picture.bytes).base64EncodedString()),
        ],
      ]
    }
  }

  private func shapeMembers(_ schema: JSONValue) -> [JSONValue.Member] {
    let format: JSONValue = ["type": "json_schema", "schema": schema]
    switch way {
    case .outputConfig: return [.init("output_config", ["format": format])]
    case .outputFormat: return [.init("output_format", format)]
    // A tool is called with an object, never with a list.
    case .tool where schema["type"]?.asText == "object":
      let tool: JSONValue = [
        "name": .text(Self.toolName), "description": "Gives the answer.", "input_schema": schema,
      ]
      let choice: JSONValue = ["type": "tool", "name": .text(Self.toolName)]
      return [.init("tools", [tool]), .init("tool_choice", choice)]
    case .tool, .words: return []
    }
  }

  /// The tool that an answer is to be given with.
  static let toolName = "emit"
}
