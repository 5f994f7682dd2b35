import Foundation
import JSON
import Models
import TestSupport
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .computing) struct MessagesRequestTests {
  private let schema: JSONValue = ["type": "object", "properties": ["a": ["type": "string"]]]

  @Test func `pictures stand behind their labels`() throws {
    let body = MessagesRequest(model: "m").body(of: try Question.described())
    let pictures = try Question.clip().pictures.map { Data($0.jpeg).base64EncodedString() }
    let blocks = try #require(body["messages"]?.asList?.first?["content"]?.asList)
    let places = blocks.indices.filter { blocks[$0]["type"] == "image" }
    #expect(
      places.map { blocks[$0 - 1] } == [
        ["type": "text", "text": "Picture 1, t=0.500 s, segment 1"],
        ["type": "text", "text": "Picture 2, t=2.500 s, segment 2"],
      ])
    #expect(
      places.last.map { blocks[$0]["source"] }
        == ["type": "base64", "media_type": "image/jpeg", "data": .text(pictures[1])])
    #expect(body["messages"]?.asList?.count == 1 && body["system"]?.asText?.isEmpty == false)
  }

  @Test(arguments: [
    (
      MessagesWay.outputConfig,
      #"{"output_config":{"format":{"type":"json_schema","schema":S}}}"#
    ),
    (.outputFormat, #"{"output_format":{"type":"json_schema","schema":S}}"#),
    (
      .tool,
      #"{"tools":[{"name":"emit","description":"Gives the answer.","input_schema":S}],"tool_choice":{"type":"tool","name":"emit"}}"#
    ),
    (.words, "{}"),
  ])
  func `a shape is asked for in one way at a time`(
    way: MessagesWay, expected: String
  ) throws {
    let request = MessagesRequest(model: "m", schema: schema, way: way)
    let others: Set = ["model", "max_tokens", "system", "messages"]
    let members = request.body(of: try Question.described()).asMembers ?? []
    let shapes = members.filter { !others.contains($0.name) }
    #expect(JSONValue.object(shapes).text == expected.replacing("S}", with: "\(schema.text)}"))
  }

  @Test func `a tool is not called with a list`() throws {
    let request = MessagesRequest(model: "m", schema: ["type": "array"], way: .tool)
    #expect(request.body(of: try Question.described())["tools"] == nil)
  }

  @Test func `there is always a bound of tokens, and a temperature only where it is allowed`()
    throws
  {
    var request = MessagesRequest(model: "m", outputTokens: 700)
    #expect(request.body(of: try Question.described())["max_tokens"] == 700)
    let question = try Question.described(temperature: 1.5)
    #expect(request.body(of: question)["temperature"] == nil)
    #expect(request.body(of: question)["stream"] == nil)
    request.sendsTemperature = true
    request.isStreamed = true
    #expect(request.body(of: question)["temperature"]?.asNumber == 1)
    #expect(request.body(of: question)["stream"] == true)
  }
}
