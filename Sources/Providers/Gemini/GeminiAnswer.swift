internal import JSON
internal import Models
internal import Web

/// What a Gemini model says, put together from the pieces of a stream, or taken from the one whole answer.
struct GeminiAnswer: StreamedAnswer {
  static var framing: StreamFraming { .events }

  private var said = ModelWords()
  private var isWhole = false

  init() {}

  /// What it said, without its thoughts; the counts of an answer that broke off are left out.
  var words: ModelWords {
    var words = said
    if !isFinished { words.usage = nil }
    return words
  }

  /// A stream of Google's ends by closing, so that only the reason to stop tells a whole one from a cut one; where
  /// a server names none, JSON that is whole tells it, too.
  var isFinished: Bool {
    isWhole || said.finish != nil || (try? JSONReader().value(of: said.text))?.isNest == true
  }

  var wordsSoFar: String? { said.text }

  mutating func take(_ piece: ServerSentEvents.Event) throws(StreamFault) {
    // Proxies like to say that it is the end.
    guard piece.data != "[DONE]" else { return }
    try take(response: try piece.json())
  }

  mutating func take(whole value: JSONValue) throws(StreamFault) {
    // Without its `alt=sse` a stream is a list.
    for response in value.asList ?? [value] { try take(response: response) }
    isWhole = true
  }

  /// Takes a `GenerateContentResponse`.
  private mutating func take(response: JSONValue) throws(StreamFault) {
    if let error = response["error"], !error.isNull {
      throw .refusal(ServerRefusal(inStream: response))
    }
    if let candidate = response["candidates"]?.asList?.first {
      for part in candidate["content"]?["parts"]?.asList ?? [] {
        if part["thought"]?.asFlag == true {
          said.hasThought = true
        } else {
          said.text += part["text"]?.asText ?? ""
        }
      }
      if let reason = candidate["finishReason"]?.asText { said.finish = Self.finish(reason) }
    }
    if response["promptFeedback"]?["blockReason"]?.asText != nil { said.finish = .filtered }
    if let model = response["modelVersion"]?.asText, !model.isEmpty { said.model = model }
    // Every piece of a stream may count, each from the start.
    if let usage = response["usageMetadata"] { said.usage = Self.usage(usage) ?? said.usage }
  }

  private static func finish(_ reason: String) -> Finding.Finish {
    switch reason {
    case "STOP": .stop
    // The second comes with a token to go on from; it is asked for again as any cut answer is.
    case "MAX_TOKENS", "CONTINUATION": .length
    case let reason where filters.contains(reason) || reason.hasPrefix("IMAGE_"): .filtered
    default: .unknown
    }
  }

  private static let filters: Set = [
    "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE", "ESCALATION",
    "PUP_LIMITED_DISABLED", "MODEL_ARMOR",
  ]

  private static func usage(_ value: JSONValue) -> TokenUsage? {
    guard let input = value["promptTokenCount"]?.asCount else { return nil }
    let said = TokenUsage(input: input, output: value["candidatesTokenCount"]?.asCount ?? 0)
    return said + TokenUsage(input: 0, output: value["thoughtsTokenCount"]?.asCount ?? 0)
  }
}

extension JSONValue {
  /// Whether it is a list or an object.
  fileprivate var isNest: Bool { asList != nil || asMembers != nil }
}
