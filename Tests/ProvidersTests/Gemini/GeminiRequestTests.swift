import Foundation
import JSON
import Models
import TestSupport
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .computing) struct GeminiRequestTests {
  private let schema: JSONValue = [
    "type": "object", "properties": ["a": ["type": "string"]], "required": ["a"],
  ]

  @Test func `pictures stand behind their labels, in the spelling that every server reads`() throws
  {
    let body = GeminiRequest().body(of: try Question.described())
    let pictures = try Question.clip().pictures.map { Data($0.jpeg).base64EncodedString() }
    let parts = try #require(body["contents"]?.asList?.first?["parts"]?.asList)
    let places = parts.indices.filter { parts[$0]["inline_data"] != nil }
    #expect(places.count == 2)
    #expect(
      places.map { parts[$0 - 1]["text"]?.asText } == [
        "Picture 1, t=0.500 s, segment 1", "Picture 2, t=2.500 s, segment 2",
      ])
    #expect(
      places.map { parts[$0]["inline_data"] } == [
        ["mime_type": "image/jpeg", "data": .text(pictures[0])],
        ["mime_type": "image/jpeg", "data": .text(pictures[1])],
      ])
    #expect(body["contents"]?.asList?.first?["role"] == "user")
    let system = body["systemInstruction"]?["parts"]?.asList?.first?["text"]?.asText
    #expect(system?.contains("numbered pictures") == true)
  }

  @Test(arguments: [
    (
      GeminiWay.jsonSchema,
      #"{"responseMimeType":"application/json","responseJsonSchema":S}"#
    ),
    (
      .responseFormat,
      #"{"responseFormat":{"text":{"mimeType":"application/json","schema":S}}}"#
    ),
    (
      .openAPI,
      #"{"responseMimeType":"application/json","responseSchema":O}"#
    ),
    (.json, #"{"responseMimeType":"application/json"}"#),
    (.words, "null"),
  ])
  func `a shape is asked for in one way at a time`(
    way: GeminiWay, expected: String
  ) throws {
    let body = GeminiRequest(schema: schema, way: way).body(of: try Question.described())
    let openAPI =
      #"{"type":"OBJECT","required":["a"],"properties":{"a":{"type":"STRING"}},"propertyOrdering":["a"]}"#
    let text = expected.replacing("S}", with: "\(schema.text)}").replacing(
      "O}", with: "\(openAPI)}")
    #expect((body["generationConfig"] ?? .null).text == text)
  }

  @Test func `the newest form has no kind beside it`() throws {
    let request = GeminiRequest(schema: schema, way: .responseFormat)
    let configuration = request.body(of: try Question.described())["generationConfig"]
    #expect(configuration?["responseMimeType"] == nil)
  }

  @Test func `words are asked for without a shape`() throws {
    #expect(GeminiRequest(schema: schema).body(of: try Question.words)["generationConfig"] == nil)
  }

  @Test(arguments: [
    (nil, 100, 2048), (nil, 9000, 9000), (GeminiThinking.budget(0), 100, 100),
    (.level("LOW"), 100, 2048),
  ])
  func `thoughts leave room for the answer`(thinking: GeminiThinking?, most: Int, sent: Int64)
    throws
  {
    let request = GeminiRequest(outputTokens: most, thinking: thinking)
    let configuration = request.body(of: try Question.described())["generationConfig"]
    #expect(configuration?["maxOutputTokens"]?.asInteger == sent)
  }

  @Test func `what the profile says goes into the configuration`() throws {
    var request = GeminiRequest()
    request.mediaResolution = "MEDIA_RESOLUTION_LOW"
    request.thinking = .budget(512)
    let question = try Question.described(temperature: 0.25)
    #expect(
      request.body(of: question)["generationConfig"]?.text
        == #"{"temperature":0.25,"responseMimeType":"application/json","#
        + #""mediaResolution":"MEDIA_RESOLUTION_LOW","thinkingConfig":{"thinkingBudget":512}}"#)
    request.sendsTemperature = false
    #expect(request.body(of: question)["generationConfig"]?["temperature"] == nil)
  }
}
