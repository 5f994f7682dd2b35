import JSON
import TestSupport
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .computing) struct GeminiSchemaTests {
  @Test(arguments: [
    (#"{"type":"integer","minimum":1}"#, #"{"type":"INTEGER","minimum":1}"#),
    (#"{"type":["string","null"]}"#, #"{"type":"STRING","nullable":true}"#),
    (
      #"{"type":["string","integer"]}"#,
      #"{"anyOf":[{"type":"STRING"},{"type":"INTEGER"}]}"#
    ),
    (
      #"{"anyOf":[{"type":"number"},{"type":"null"}],"description":"d"}"#,
      #"{"type":"NUMBER","description":"d","nullable":true}"#
    ),
    (
      #"{"type":"string","enum":["a","b"],"x":1}"#, #"{"type":"STRING","enum":["a","b"]}"#
    ),
    (#"{"type":"integer","enum":[1,2]}"#, #"{"type":"INTEGER"}"#),
    (
      #"{"type":["string","null"],"enum":["a",null]}"#,
      #"{"type":"STRING","enum":["a"],"nullable":true}"#
    ),
    (
      #"{"type":"object","additionalProperties":false,"properties":{"b":{"type":"boolean"},"a":{"type":"array","minItems":1,"items":{"type":"number"}}},"required":["a"]}"#,
      #"{"type":"OBJECT","required":["a"],"properties":{"b":{"type":"BOOLEAN"},"a":{"type":"ARRAY","minItems":1,"items":{"type":"NUMBER"}}},"propertyOrdering":["b","a"]}"#
    ),
  ])
  func `JSON Schema is put into the words of OpenAPI`(schema: String, expected: String) throws {
    #expect(GeminiSchema.inOpenAPI(try Question.json(schema)).text == expected)
  }
}
