import JSON
import Models
import TestSupport
import Testing
import Web

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .computing) struct MessagesAnswerTests {
  private func streamed(_ events: String...) throws -> MessagesAnswer {
    var answer = MessagesAnswer()
    for event in events { try answer.take(ServerSentEvents.Event(data: event)) }
    return answer
  }

  private func whole(_ message: String) throws -> ModelWords {
    var answer = MessagesAnswer()
    try answer.take(whole: try Question.json(message))
    return answer.words
  }

  private let start =
    #"{"type":"message_start","message":{"role":"assistant","model":"claude-9","content":[],"stop_reason":null,"usage":{"input_tokens":100,"cache_read_input_tokens":20,"cache_creation_input_tokens":3,"output_tokens":1}}}"#

  @Test func `a whole message is its text without thoughts`() throws {
    let words = try whole(
      #"{"role":"assistant","model":"c","content":[{"type":"thinking","thinking":"Hm"},{"type":"text","text":"A"},{"type":"redacted_thinking","data":"x"},{"type":"text","text":"B"}],"stop_reason":"end_turn","usage":{"input_tokens":5,"cache_read_input_tokens":null,"output_tokens":2}}"#
    )
    #expect(words.text == "AB" && words.hasThought && words.finish == .stop)
    #expect(words.usage == TokenUsage(input: 5, output: 2) && words.model == "c")
  }

  @Test func `events are put together by their index, and unknown ones passed over`() throws {
    let answer = try streamed(
      start, #"{"type":"ping"}"#,
      #"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm"}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2"}}"#,
      #"{"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}"#,
      #"{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}"#,
      #"{"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"C"}}"#,
      #"{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"A"}}"#,
      #"{"type":"news","index":1,"delta":{"text":"!"}}"#,
      #"{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"B"}}"#,
      #"{"type":"message_delta","delta":{"stop_reason":"max_tokens"},"usage":{"output_tokens":30}}"#,
      #"{"type":"message_stop"}"#)
    let words = answer.words
    #expect(answer.isFinished && words.text == "ABC" && words.finish == .length)
    #expect(words.usage == TokenUsage(input: 123, output: 30) && words.model == "claude-9")
  }

  @Test func `what a tool is called with is the answer, as far as it came`() throws {
    let opening =
      #"{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","name":"emit","input":{}}}"#
    let half =
      #"{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"a\":[1,"}}"#
    let rest =
      #"{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"2]}"}}"#
    let stop = #"{"type":"message_delta","delta":{"stop_reason":"tool_use"}}"#
    let words = try streamed(start, opening, half, rest, stop).words
    #expect(words.text == #"{"a":[1,2]}"# && words.finish == .stop)
    #expect(try streamed(start, opening, half).words.text == #"{"a":[1,"#)
    let called = try whole(
      #"{"content":[{"type":"text","text":"So:"},{"type":"tool_use","name":"emit","input":{"b":2}}],"stop_reason":"tool_use"}"#
    )
    #expect(called.text == #"{"b":2}"# && called.finish == .stop)
  }

  @Test(arguments: [
    ("end_turn", Finding.Finish.stop), ("stop_sequence", .stop), ("max_tokens", .length),
    ("model_context_window_exceeded", .length), ("refusal", .refused), ("pause_turn", .unknown),
    ("tool_use", .unknown), ("by_moonlight", .unknown),
  ])
  func `why it stopped is told in our words`(reason: String, finish: Finding.Finish) throws {
    #expect(try whole(#"{"content":[],"stop_reason":"\#(reason)"}"#).finish == finish)
  }

  @Test(arguments: ["{}", "3", #"{"error":{"message":"x"}}"#, #"{"completion":"old"}"#])
  func `what is no answer is thrown`(text: String) throws {
    #expect(throws: StreamFault.self) { try whole(text) }
  }

  @Test func `a stream without its last event is not finished`() throws {
    #expect(try !streamed(start).isFinished && streamed(start).words.finish == nil)
  }

  @Test(arguments: [
    ("overloaded_error", ModelError.Code.unavailable), ("rate_limit_error", .rateLimited),
    ("invalid_request_error", .badRequest), ("authentication_error", .unauthorised),
    ("api_error", .unavailable), ("request_too_large", .requestTooLarge),
  ])
  func `an error in the middle is what its kind says`(kind: String, code: ModelError.Code) throws {
    let event = #"{"type":"error","error":{"type":"\#(kind)","message":"No."}}"#
    let fault = #expect(throws: StreamFault.self) { try streamed(start, event) }
    guard case .refusal(let refusal) = fault else {
      Issue.record("no refusal: \(String(describing: fault))")
      return
    }
    #expect(RefusalVerdict(refusal).code == code && refusal.message == "No.")
  }
}
