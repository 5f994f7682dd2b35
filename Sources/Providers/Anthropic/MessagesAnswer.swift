internal import JSON
internal import Models
internal import Web

/// What a model says over Anthropic's Messages, put together from the events of a stream, or taken from the one
/// whole answer.
struct MessagesAnswer: StreamedAnswer {
  /// A part of an answer.
  private struct Block: Sendable {
    var kind: String
    var text = ""
  }

  static var framing: StreamFraming { .events }

  private(set) var isFinished = false
  var wordsSoFar: String? { words.text }
  private var blocks: [Int: Block] = [:]
  private var stopReason: String?
  private var isCounted = false
  private var usage: JSONValue = .object([])
  private var model: String?

  init() {}

  mutating func take(_ piece: ServerSentEvents.Event) throws(StreamFault) {
    guard piece.data != "[DONE]" else { return }
    let event = try piece.json()
    if event["error"] != nil { throw .refusal(ServerRefusal(inStream: event)) }
    take(event: event)
  }

  mutating func take(whole value: JSONValue) throws(StreamFault) {
    if value["error"] != nil { throw .refusal(ServerRefusal(inStream: value)) }
    guard let content = value["content"]?.asList else {
      throw .nonsense("the answer holds no message; does the server speak Anthropic's Messages?")
    }
    begin(value)
    for (index, block) in content.enumerated() {
      blocks[index] = Block(
        kind: block["type"]?.asText ?? "", text: block["text"]?.asText ?? block["input"]?.text ?? ""
      )
    }
    (isFinished, isCounted) = (true, true)
  }

  /// Kinds of events that nobody knows are passed over.
  private mutating func take(event: JSONValue) {
    let index = (event["index"]?.asInteger).map { Int(clamping: $0) }
    switch event["type"]?.asText {
    case "message_start": begin(event["message"] ?? .null)
    case "content_block_start":
      guard let index, let block = event["content_block"] else { return }
      // What the tool is called with comes in pieces, after an empty object.
      blocks[index] = Block(
        kind: block["type"]?.asText ?? "", text: block["text"]?.asText ?? "")
    case "content_block_delta":
      guard let index, let delta = event["delta"] else { return }
      let kind = delta["partial_json"] == nil ? "text" : "tool_use"
      // Thoughts and signatures come under names of their own.
      if let piece = (delta["text"] ?? delta["partial_json"])?.asText {
        blocks[index, default: Block(kind: kind)].text += piece
      }
    case "message_delta":
      stopReason = event["delta"]?["stop_reason"]?.asText ?? stopReason
      count(event["usage"])
      isCounted = true
    case "message_stop": isFinished = true
    default: break
    }
  }

  private mutating func begin(_ message: JSONValue) {
    model = message["model"]?.asText
    stopReason = message["stop_reason"]?.asText
    count(message["usage"])
  }

  /// Later counts stand for the earlier ones: each is from the start.
  private mutating func count(_ more: JSONValue?) {
    let members = more?.asMembers?.filter { !$0.value.isNull } ?? []
    let names = Set(members.map(\.name))
    usage = .object((usage.asMembers ?? []).filter { !names.contains($0.name) } + members)
  }

  /// What it said, without its thoughts: what the tool was called with, if it was.
  var words: ModelWords {
    var words = ModelWords()
    let ordered = blocks.sorted { $0.key < $1.key }.map(\.value)
    let call = ordered.first { $0.kind == "tool_use" }
    words.text = call?.text ?? ordered.filter { $0.kind == "text" }.map(\.text).joined()
    words.hasThought = ordered.contains { $0.kind.hasSuffix("thinking") }
    (words.finish, words.usage, words.model) = (finish(isCall: call != nil), tokens, model)
    return words
  }

  private func finish(isCall: Bool) -> Finding.Finish? {
    switch stopReason {
    case nil: nil
    case "end_turn", "stop_sequence": .stop
    case "tool_use": isCall ? .stop : .unknown
    case "max_tokens", "model_context_window_exceeded": .length
    case "refusal": .refused
    default: .unknown
    }
  }

  /// What is counted before the end is not all.
  private var tokens: TokenUsage? {
    guard isCounted, let output = usage["output_tokens"]?.asCount else { return nil }
    let inputs = ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"]
      .compactMap { usage[$0]?.asCount }
    guard !inputs.isEmpty else { return nil }
    return inputs.reduce(TokenUsage(input: 0, output: output)) {
      $0 + TokenUsage(input: $1, output: 0)
    }
  }
}
