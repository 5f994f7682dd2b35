internal import JSON
internal import Models
internal import Web

/// What a model says over Anthropic's Messages, put together from the events of a stream, or taken from the one
/// whole answer.
struct MessagesAnswer: Sendable {
  /// A part of an answer.
  private struct Block: Sendable {
    var kind: String
    var text = ""
    var input: JSONValue?
  }

  /// Why it stopped, in Anthropic's words; nil as long as it did not say.
  private(set) var stopReason: String?
  /// Whether the last event of a stream came.
  private(set) var isFinished = false
  private var blocks: [Int: Block] = [:]
  private var usage: JSONValue = .object([])
  private var model: String?
  private var isGiven = false

  /// Takes a whole message.
  mutating func add(message: JSONValue) {
    begin(message)
    for (index, block) in (message["content"]?.asList ?? []).enumerated() {
      blocks[index] = Block(
        kind: block["type"]?.asText ?? "", text: block["text"]?.asText ?? "", input: block["input"])
    }
    isFinished = true
  }

  /// Takes an event of a stream; kinds that nobody knows are passed over.
  mutating func add(event: JSONValue) {
    switch event["type"]?.asText {
    case "message_start": begin(event["message"] ?? .null)
    case "content_block_start":
      guard let index = event["index"]?.asInteger, let block = event["content_block"] else {
        return
      }
      // What the tool is called with comes in pieces, after an empty object.
      blocks[Int(clamping: index)] = Block(
        kind: block["type"]?.asText ?? "", text: block["text"]?.asText ?? "")
    case "content_block_delta":
      guard let index = event["index"]?.asInteger, let delta = event["delta"] else { return }
      let piece = (delta["text"] ?? delta["partial_json"])?.asText ?? ""
      let kind = delta["partial_json"] == nil ? "text" : "tool_use"
      // Thoughts and signatures come under names of their own.
      if !piece.isEmpty { blocks[Int(clamping: index), default: Block(kind: kind)].text += piece }
    case "message_delta":
      stopReason = event["delta"]?["stop_reason"]?.asText ?? stopReason
      count(event["usage"])
    case "message_stop": isFinished = true
    default: break
    }
  }

  private mutating func begin(_ message: JSONValue) {
    isGiven = message["content"]?.asList != nil || message["role"] != nil
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

  /// The answer; nil if nothing came that looks like one.
  var finding: Finding? {
    guard isGiven else { return nil }
    return Finding(content, finish: finish, usage: tokens, reportedModel: model)
  }

  private var content: Finding.Content {
    let ordered = blocks.sorted { $0.key < $1.key }.map(\.value)
    guard let call = ordered.first(where: { $0.kind == "tool_use" }) else {
      return .text(ordered.filter { $0.kind == "text" }.map(\.text).joined())
    }
    // Of one that was cut, the words are kept: what is whole in them can still be read.
    guard let value = call.input ?? (try? JSONReader().value(of: call.text)) else {
      return .text(call.text)
    }
    return .json(value)
  }

  private var finish: Finding.Finish {
    switch stopReason {
    case "end_turn", "stop_sequence": .stop
    case "tool_use" where blocks.values.contains { $0.kind == "tool_use" }: .stop
    case "max_tokens", "model_context_window_exceeded": .length
    case "refusal": .refused
    default: .unknown
    }
  }

  private var tokens: TokenUsage? {
    guard let output = usage["output_tokens"]?.tokenCount else { return nil }
    let inputs = ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"]
      .compactMap { usage[$0]?.tokenCount }
    guard !inputs.isEmpty else { return nil }
    return inputs.reduce(TokenUsage(input: 0, output: output)) {
      $0 + TokenUsage(input: $1, output: 0)
    }
  }
}

extension MessagesAnswer: StreamedAnswer {
  static var framing: StreamFraming { .events }

  mutating func take(_ piece: ServerSentEvents.Event) throws(StreamFault) {
    guard piece.data != "[DONE]" else { return }
    let event = try piece.json()
    if event["error"] != nil { throw .refusal(ServerRefusal(inStream: event)) }
    add(event: event)
  }

  mutating func take(whole value: JSONValue) throws(StreamFault) {
    if value["error"] != nil { throw .refusal(ServerRefusal(inStream: value)) }
    add(message: value)
  }
}
