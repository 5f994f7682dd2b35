import JSON
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(1))) struct GeminiSchemaTests {
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
    (#"{"type":"string","const":"a"}"#, #"{"type":"STRING","enum":["a"]}"#),
    (
      ##"{"type":"object","additionalProperties":false,"properties":{"b":{"type":"boolean"},"a":{"$ref":"#/$defs/t"}},"required":["a"],"$defs":{"t":{"type":"array","items":{"type":"number"}}}}"##,
      #"{"type":"OBJECT","required":["a"],"properties":{"b":{"type":"BOOLEAN"},"a":{"type":"ARRAY","items":{"type":"NUMBER"}}},"propertyOrdering":["b","a"]}"#
    ),
  ])
  func `JSON Schema is put into the words of OpenAPI`(schema: String, expected: String) throws {
    #expect(GeminiSchema.inOpenAPI(try Questions.json(schema)).text == expected)
  }

  @Test(arguments: [#""n":R"#, #""n":R,"m":R"#])
  func `a schema that goes in circles ends somewhere`(properties: String) throws {
    let inner = properties.replacing("R", with: ##"{"$ref":"#/$defs/n"}"##)
    let schema = try Questions.json(
      ##"{"$ref":"#/$defs/n","$defs":{"n":{"type":"object","properties":{\##(inner)}}}}"##)
    let text = GeminiSchema.inOpenAPI(schema).text
    #expect(text.hasPrefix(#"{"type":"OBJECT","properties":{"n":{"type":"OBJECT""#))
    #expect(!text.contains("$ref") && text.utf8.count < 300_000)
  }
}
