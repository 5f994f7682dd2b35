internal import FoundationEssentials
internal import JSON
internal import Models

/// A question as the body of `generateContent`.
///
/// Names inside parts are spelt as protobuf spells them, all others as JSON does: Google takes both spellings
/// everywhere, but LiteLLM loses pictures under the other one without a word.
struct GeminiRequest: Sendable, Equatable {
  /// The shape of the answer, already in words that Google knows; nil for any.
  var schema: JSONValue?
  /// How it is asked for.
  var way = GeminiWay.jsonSchema
  /// The most tokens of the answer; nil leaves it to the model.
  var outputTokens: Int?
  /// Whether a temperature is sent where one is wished for.
  var sendsTemperature = true
  /// How closely pictures are looked at, such as `MEDIA_RESOLUTION_LOW`; nil leaves it to the model.
  var mediaResolution: String?
  /// How long the model thinks before it answers; nil leaves it to the model.
  var thinking: GeminiThinking?

  /// The body.
  func body(of request: ModelRequest) -> JSONValue {
    .members([
      "systemInstruction": ["parts": [["text": .text(request.system)]]],
      "contents": [["role": "user", "parts": .list(request.parts.map(Self.part))]],
      "generationConfig": configuration(of: request),
    ])
  }

  private static func part(_ part: ModelRequest.Part) -> JSONValue {
    switch part {
    case .text(let words): ["text": .text(words)]
    case .picture(let picture):
      [
        "inline_data": [
          "mime_type": .text(picture.mediaType),
          "data": .text(Data(picture.bytes).base64EncodedString()),
        ]
      ]
    }
  }

  private func configuration(of request: ModelRequest) -> JSONValue? {
    var members: [JSONValue.Member] = []
    if sendsTemperature, let temperature = request.temperature {
      members.append(.init("temperature", .number(temperature)))
    }
    if let most = outputTokens {
      members.append(.init("maxOutputTokens", .integer(Int64(withThoughts(most)))))
    }
    if request.wantsJSON { members += shapeMembers }
    if let mediaResolution { members.append(.init("mediaResolution", .text(mediaResolution))) }
    if let thinking { members.append(.init("thinkingConfig", thinking.configuration)) }
    return members.isEmpty ? nil : .object(members)
  }

  private var shapeMembers: [JSONValue.Member] {
    let kind = JSONValue.Member("responseMimeType", "application/json")
    guard let schema, way != .json else { return way == .words ? [] : [kind] }
    switch way {
    case .jsonSchema: return [kind, .init("responseJsonSchema", schema)]
    case .openAPI: return [kind, .init("responseSchema", GeminiSchema.inOpenAPI(schema))]
    case .responseFormat:
      let text: JSONValue = ["mimeType": "application/json", "schema": schema]
      return [.init("responseFormat", ["text": text])]
    case .json, .words: return []
    }
  }

  /// Hidden thoughts count against the bound, and would leave nothing of a small one.
  private func withThoughts(_ most: Int) -> Int {
    thinking == .budget(0) ? most : max(most, Self.leastOutput)
  }

  private static let leastOutput = 2048
}

/// How long a Gemini model thinks before it answers.
enum GeminiThinking: Sendable, Equatable {
  /// So many tokens, as the 2.5 family counts: 0 for not at all, -1 for as many as it likes.
  case budget(Int)
  /// In the words of the later ones: `MINIMAL`, `LOW`, `MEDIUM`, `HIGH`.
  case level(String)

  fileprivate var configuration: JSONValue {
    switch self {
    case .budget(let tokens): ["thinkingBudget": .integer(Int64(tokens))]
    case .level(let word): ["thinkingLevel": .text(word)]
    }
  }
}
