import Analysis
import JSON
import Media
import Models
import Services
import TestSupport
import Testing
import Wires

@Suite(.timeLimit(.minutes(40)), .computing) struct ChatQuestionTests {
  private static func question(_ messages: String, _ more: String = "") throws -> ChatQuestion {
    try ChatQuestion(
      try OpenAI.ChatCompletionRequest(
        try JSONReader().value(of: #"{"messages":[\#(messages)]\#(more)}"#)))
  }

  private static func said(_ content: String) -> String {
    #"{"role":"user","content":\#(content)}"#
  }

  @Test(arguments: [
    said(#""https://a.b/c""#),
    said(#"{"type":"text","text":"https://a.b/c"}"#),
    said(#"{"type":"video_url","video_url":"https://a.b/c"}"#),
    said(#"[{"type":"video_url","video_url":"https://a.b/c"}]"#),
    said(#"[{"type":"video_url","video_url":{"url":"https://a.b/c"}}]"#),
  ])
  func `in whatever form it is named, the video is the same`(message: String) throws {
    let question = try Self.question(message)
    #expect(question.videoURL == "https://a.b/c")
    #expect(question.question == .prompt(ChatQuestion.summary, .text))
  }

  @Test(arguments: [
    ("What is said in https://a.b/c?", "https://a.b/c"),
    ("看 https://a.b/c，说了什么", "https://a.b/c"),
    ("See (https://a.b/c).", "https://a.b/c"),
    ("See https://a.b/c_(d) now", "https://a.b/c_(d)"),
    ("HTTP://A.B/c?d=e&f=1.5 and https://g.h", "HTTP://A.B/c?d=e&f=1.5"),
    ("<https://a.b/c>", "https://a.b/c"),
  ])
  func `an address is found in words`(words: String, url: String) throws {
    #expect(try Self.question(Self.said(JSONValue.text(words).text)).videoURL == url)
  }

  @Test func `what is named comes before what is written, and the last before the first`() throws {
    let written = Self.said(#""https://a.b/1""#)
    let named = Self.said(#"{"type":"video_url","video_url":"https://a.b/2"}"#)
    let later = Self.said(#""And https://a.b/3""#)
    #expect(try Self.question("\(written),\(named),\(later)").videoURL == "https://a.b/2")
    #expect(try Self.question("\(written),\(later)").videoURL == "https://a.b/3")
    #expect(throws: ServiceError.self) { _ = try Self.question(Self.said(#""Hello.""#)) }
  }

  @Test func `a picture alone is what is looked at, and the others go along`() throws {
    let question = try Self.question(
      Self.said(#"[{"type":"image_url","image_url":"a"},{"type":"text","text":"Who?"}]"#) + ","
        + Self.said(#"{"type":"image_url","image_url":{"url":"b"}}"#))
    #expect(question.videoURL == "a" && question.imageURLs == ["b"])
    #expect(question.question == .prompt("Who?", .text))
  }

  @Test func `words beside the video are the prompt, and the rest goes along`() throws {
    let question = try Self.question(
      #"{"role":"system","content":"Be brief."},"#
        + Self.said(
          #"[{"type":"text","text":" Who speaks? "},{"type":"image_url","image_url":"i"}]"#)
        + "," + Self.said(#""https://a.b/c""#),
      #","temperature":1.7,"max_tokens":5,"max_completion_tokens":9"#)
    #expect(question.question == .prompt("Who speaks?", .text))
    #expect(question.system == "Be brief." && question.imageURLs == ["i"])
    #expect(question.temperature == 1 && question.outputTokens == 9)
    var request = AnalysisRequest(.path("a.mp4"))
    question.put(into: &request)
    #expect(request.question == question.question && request.system == "Be brief.")
  }

  @Test func `a schema as OpenAI's clients write it is taken`() throws {
    let format =
      #","response_format":{"type":"json_schema","json_schema":{"name":"a","strict":true,"schema":"#
      + #"{"type":"object","additionalProperties":false,"properties":{"b":{"type":"array","items":"#
      + #"{"type":"object","additionalProperties":false,"properties":{}}}}}}}"#
    let question = try Self.question(Self.said(#""https://a.b/c""#), format).question
    guard case .prompt(_, .schema(let schema)) = question else {
      Issue.record("there is no schema")
      return
    }
    #expect(!schema.value.text.contains("additionalProperties"))
    #expect(schema.value["properties"]?["b"]?["items"]?["type"] == "object")
  }
}
