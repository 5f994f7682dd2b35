internal import JSON
internal import Models
internal import Web

/// An answer of Chat Completions, streamed or whole.
struct ChatAnswer: StreamedAnswer {
  static var framing: StreamFraming { .events }

  private(set) var words = ModelWords()
  private var isDone = false

  init() {}

  var isFinished: Bool { isDone || words.finish != nil }

  mutating func take(_ piece: ServerSentEvents.Event) throws(StreamFault) {
    guard piece.data != "[DONE]" else {
      isDone = true
      return
    }
    let value = try piece.json()
    try takeFrame(of: value)
    // The last chunk has counts and no choices.
    guard let choice = value["choices"]?.asList?.first else { return }
    take(choice["delta"] ?? choice["message"] ?? .null)
    takeFinish(of: choice)
  }

  mutating func take(whole value: JSONValue) throws(StreamFault) {
    try takeFrame(of: value)
    guard let choice = value["choices"]?.asList?.first, let message = choice["message"] else {
      throw .nonsense("the answer holds no message; does the server speak Chat Completions?")
    }
    take(message)
    takeFinish(of: choice)
    isDone = true
  }

  private mutating func takeFrame(of value: JSONValue) throws(StreamFault) {
    if let error = value["error"], !error.isNull {
      throw .refusal(ServerRefusal(inStream: value))
    }
    if let model = value["model"]?.asText, !model.isEmpty { words.model = model }
    if let usage = value["usage"], let input = usage["prompt_tokens"]?.asCount {
      words.usage = TokenUsage(input: input, output: usage["completion_tokens"]?.asCount ?? 0)
    }
  }

  private mutating func take(_ message: JSONValue) {
    if let text = message["content"]?.asText {
      words.text += text
    } else {
      for part in message["content"]?.asList ?? [] { words.text += part["text"]?.asText ?? "" }
    }
    // LiteLLM keeps what it does not know in a field of its own.
    let refusal =
      message["refusal"]?.asText ?? message["provider_specific_fields"]?["refusal"]?.asText
    words.refusal += refusal ?? ""
    for name in ["reasoning_content", "reasoning"] {
      if let thoughts = message[name]?.asText, !thoughts.isEmpty { words.hasThought = true }
    }
  }

  private mutating func takeFinish(of choice: JSONValue) {
    guard let reason = choice["finish_reason"]?.asText else { return }
    words.finish =
      switch reason {
      case "stop": .stop
      case "length": .length
      case "content_filter": .filtered
      default: .unknown
      }
  }
}
