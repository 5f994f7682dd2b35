internal import JSON
internal import Models
internal import Web

/// An answer of Ollama's own wire: one document, or one for each piece.
struct OllamaAnswer: StreamedAnswer {
  static var framing: StreamFraming { .lines }

  private(set) var words = ModelWords()
  private(set) var isFinished = false

  init() {}

  mutating func take(_ piece: ServerSentEvents.Event) throws(StreamFault) {
    try take(whole: piece.json())
  }

  mutating func take(whole value: JSONValue) throws(StreamFault) {
    if let error = value["error"], !error.isNull {
      throw .refusal(ServerRefusal(inStream: value))
    }
    guard let message = value["message"] else {
      throw .nonsense("the answer holds no message; does Ollama answer there?")
    }
    words.text += message["content"]?.asText ?? ""
    if let thoughts = message["thinking"]?.asText, !thoughts.isEmpty { words.hasThought = true }
    if let model = value["model"]?.asText, !model.isEmpty { words.model = model }
    guard value["done"]?.asFlag == true else { return }
    isFinished = true
    words.finish =
      switch value["done_reason"]?.asText {
      case "stop": .stop
      case "length": .length
      default: .unknown
      }
    if let input = value["prompt_eval_count"]?.asCount {
      words.usage = TokenUsage(input: input, output: value["eval_count"]?.asCount ?? 0)
    }
  }
}
