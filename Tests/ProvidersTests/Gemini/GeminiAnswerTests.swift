import JSON
import Models
import TestSupport
import Testing
import Web

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .computing) struct GeminiAnswerTests {
  private func streamed(_ pieces: String...) throws -> GeminiAnswer {
    var answer = GeminiAnswer()
    for piece in pieces { try answer.take(ServerSentEvents.Event(data: piece)) }
    return answer
  }

  private func whole(_ text: String) throws -> GeminiAnswer {
    var answer = GeminiAnswer()
    try answer.take(whole: try Question.json(text))
    return answer
  }

  @Test func `the pieces of a stream make one answer without its thoughts`() throws {
    let answer = try streamed(
      #"{"candidates":[{"content":{"parts":[{"text":"Hm","thought":true}]},"finishReason":null}]}"#,
      #"{"candidates":[{"content":{"parts":[{"text":"{\"a\""},{"text":":1"}]}}],"usageMetadata":{"promptTokenCount":9}}"#,
      #"{"candidates":[{"content":{"role":"model"}}]}"#,
      #"{"candidates":[{"content":{"parts":[{"text":"}","thoughtSignature":"x"}]},"finishReason":"STOP"}],"modelVersion":"gemini-9","usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":3,"thoughtsTokenCount":40,"totalTokenCount":53}}"#,
      "[DONE]")
    let words = answer.words
    #expect(words.text == #"{"a":1}"# && words.hasThought && words.finish == .stop)
    #expect(words.usage == TokenUsage(input: 10, output: 43) && words.model == "gemini-9")
  }

  @Test func `a stream that is no stream is a list`() throws {
    let answer = try whole(
      #"[{"candidates":[{"content":{"parts":[{"text":"a"}]}}]},{"candidates":[{"content":{"parts":[{"text":"b"}]},"finishReason":"STOP"}]}]"#
    )
    #expect(answer.words.text == "ab" && answer.isFinished)
  }

  @Test(arguments: [
    ("STOP", Finding.Finish.stop), ("MAX_TOKENS", .length), ("CONTINUATION", .length),
    ("SAFETY", .filtered), ("RECITATION", .filtered), ("IMAGE_SAFETY", .filtered),
    ("PROHIBITED_CONTENT", .filtered), ("MODEL_ARMOR", .filtered),
    ("MALFORMED_FUNCTION_CALL", .unknown), ("OTHER", .unknown), ("BY_MOONLIGHT", .unknown),
  ])
  func `why it stopped is told in our words`(reason: String, finish: Finding.Finish) throws {
    #expect(
      try whole(#"{"candidates":[{"finishReason":"\#(reason)"}]}"#).words.finish == finish)
  }

  @Test func `a blocked question is a filtered answer`() throws {
    let answer = try streamed(
      #"{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":7}}"#)
    #expect(answer.isFinished && answer.words.finish == .filtered)
    #expect(answer.words.usage == TokenUsage(input: 7, output: 0))
  }

  @Test(arguments: ["{}", "[]", #"{"candidates":[]}"#, #"{"promptFeedback":{}}"#, "3"])
  func `what is no answer says nothing`(text: String) throws {
    let words = try whole(text).words
    #expect(words.text.isEmpty && words.finish == nil)
  }

  @Test func `a stream is finished once it says why, or its JSON is whole`() throws {
    func piece(_ text: String) -> String {
      #"{"candidates":[{"content":{"parts":[{"text":"\#(text)"}]}}]}"#
    }
    #expect(try !streamed(piece("[1, 2")).isFinished)
    #expect(try !streamed(piece("See [1]")).isFinished && !streamed(piece("3")).isFinished)
    #expect(try streamed(piece("[1, 2"), piece("3]")).isFinished)
    #expect(
      try streamed(piece("See"), #"{"candidates":[{"finishReason":"STOP"}]}"#).isFinished)
  }

  @Test(arguments: [
    #"{"error":{"code":503,"message":"busy","status":"UNAVAILABLE"}}"#,
    #"{"error":{"message":"busy","type":"x"}}"#,
  ])
  func `an error in the middle is thrown`(piece: String) throws {
    #expect(throws: StreamFault.self) { try streamed(piece) }
    #expect(throws: StreamFault.self) { try whole("[\(piece)]") }
  }

  @Test(arguments: [
    #"{"promptTokenCount":-4}"#, #"{"promptTokenCount":"12"}"#, #"{"candidatesTokenCount":3}"#,
  ])
  func `counts that cannot be are none`(usage: String) throws {
    #expect(try whole(#"{"candidates":[{}],"usageMetadata":\#(usage)}"#).words.usage == nil)
  }
}
