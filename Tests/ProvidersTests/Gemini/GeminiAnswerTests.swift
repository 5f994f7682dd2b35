import JSON
import Models
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(1))) struct GeminiAnswerTests {
  private func finding(_ pieces: String...) throws -> Finding? {
    var answer = GeminiAnswer()
    for piece in pieces { answer.add(try Questions.json(piece)) }
    return answer.finding
  }

  @Test func `the pieces of a stream make one answer without its thoughts`() throws {
    let found = try finding(
      #"{"candidates":[{"content":{"parts":[{"text":"Hm","thought":true}]},"finishReason":null}]}"#,
      #"{"candidates":[{"content":{"parts":[{"text":"{\"a\""},{"text":":1"}]}}],"usageMetadata":{"promptTokenCount":9}}"#,
      #"{"candidates":[{"content":{"role":"model"}}]}"#,
      #"{"candidates":[{"content":{"parts":[{"text":"}","thoughtSignature":"x"}]},"finishReason":"STOP"}],"modelVersion":"gemini-9","usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":3,"thoughtsTokenCount":40,"totalTokenCount":53}}"#
    )
    #expect(
      found
        == Finding(
          .text(#"{"a":1}"#), finish: .stop, usage: TokenUsage(input: 10, output: 43),
          reportedModel: "gemini-9"))
  }

  @Test(arguments: [
    ("STOP", Finding.Finish.stop), ("MAX_TOKENS", .length), ("CONTINUATION", .length),
    ("SAFETY", .filtered), ("RECITATION", .filtered), ("IMAGE_SAFETY", .filtered),
    ("PROHIBITED_CONTENT", .filtered), ("MODEL_ARMOR", .filtered),
    ("MALFORMED_FUNCTION_CALL", .unknown), ("OTHER", .unknown), ("BY_MOONLIGHT", .unknown),
  ])
  func `why it stopped is told in our words`(reason: String, finish: Finding.Finish) throws {
    let found = try finding(#"{"candidates":[{"finishReason":"\#(reason)"}]}"#)
    #expect(found == Finding(.text(""), finish: finish))
  }

  @Test func `a blocked question is a filtered answer`() throws {
    let found = try finding(
      #"{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":7}}"#)
    #expect(
      found == Finding(.text(""), finish: .filtered, usage: TokenUsage(input: 7, output: 0)))
  }

  @Test(arguments: ["{}", "[]", #"{"candidates":[]}"#, #"{"promptFeedback":{}}"#, "3"])
  func `what is no answer is none`(text: String) throws {
    #expect(try finding(text) == nil)
  }

  @Test func `a stream is finished once it says why`() throws {
    var answer = GeminiAnswer()
    answer.add(try Questions.json(#"{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}"#))
    #expect(!answer.isFinished && answer.finding?.finish == .unknown)
    answer.add(try Questions.json(#"{"candidates":[{"finishReason":"STOP"}]}"#))
    #expect(answer.isFinished)
  }

  @Test(arguments: [
    #"{"promptTokenCount":-4}"#, #"{"promptTokenCount":"12"}"#, #"{"candidatesTokenCount":3}"#,
  ])
  func `counts that cannot be are none`(usage: String) throws {
    let found = try finding(#"{"candidates":[{}],"usageMetadata":\#(usage)}"#)
    #expect(found == Finding(.text(""), finish: .unknown))
  }
}
