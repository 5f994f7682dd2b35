internal import JSON
internal import Models
internal import Web

/// What a Gemini model says, put together from the pieces of a stream, or taken from the one whole answer.
struct GeminiAnswer: Sendable {
  /// What it said, without its thoughts.
  private(set) var text = ""
  /// Why it stopped, in Google's words; nil as long as it did not say.
  private(set) var finishReason: String?
  private var blockReason: String?
  private var usage: TokenUsage?
  private var model: String?
  private var isGiven = false
  private var isWhole = false

  /// Takes a `GenerateContentResponse`.
  mutating func add(_ response: JSONValue) {
    if let candidate = response["candidates"]?.asList?.first {
      isGiven = true
      for part in candidate["content"]?["parts"]?.asList ?? [] where part["thought"]?.asFlag != true
      {
        text += part["text"]?.asText ?? ""
      }
      finishReason = candidate["finishReason"]?.asText ?? finishReason
    }
    if let reason = response["promptFeedback"]?["blockReason"]?.asText {
      isGiven = true
      blockReason = reason
    }
    model = response["modelVersion"]?.asText ?? model
    // Every piece of a stream may count, each from the start.
    usage = response["usageMetadata"].flatMap(Self.usage) ?? usage
  }

  /// Whether the last word was said: a stream that ends before it was cut.
  var isFinished: Bool { isWhole || finishReason != nil || blockReason != nil }

  /// The answer; nil if nothing came that looks like one.
  var finding: Finding? {
    guard isGiven else { return nil }
    return Finding(.text(text), finish: finish, usage: usage, reportedModel: model)
  }

  private var finish: Finding.Finish {
    guard blockReason == nil else { return .filtered }
    return switch finishReason {
    case "STOP": .stop
    // With a token to go on from, which is asked for again as any cut answer is.
    case "MAX_TOKENS", "CONTINUATION": .length
    case let reason? where Self.filters.contains(reason) || reason.hasPrefix("IMAGE_"): .filtered
    default: .unknown
    }
  }

  private static func usage(_ value: JSONValue) -> TokenUsage? {
    guard let input = value["promptTokenCount"]?.tokenCount else { return nil }
    let said = TokenUsage(input: input, output: value["candidatesTokenCount"]?.tokenCount ?? 0)
    return said + TokenUsage(input: 0, output: value["thoughtsTokenCount"]?.tokenCount ?? 0)
  }

  private static let filters: Set = [
    "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE", "ESCALATION",
    "PUP_LIMITED_DISABLED", "MODEL_ARMOR",
  ]
}

extension GeminiAnswer: StreamedAnswer {
  static var framing: StreamFraming { .events }

  mutating func take(_ piece: ServerSentEvents.Event) throws(StreamFault) {
    // Google ends a stream by closing it, proxies like to say so.
    guard piece.data != "[DONE]" else { return }
    try take(try piece.json())
  }

  mutating func take(whole value: JSONValue) throws(StreamFault) {
    // Without its `alt=sse` a stream is a list.
    for response in value.asList ?? [value] { try take(response) }
    isWhole = true
  }

  private mutating func take(_ response: JSONValue) throws(StreamFault) {
    if response["error"] != nil { throw .refusal(ServerRefusal(inStream: response)) }
    add(response)
  }
}
