import JSON
import Models
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct SchemaTests {
  private static func schema(_ text: String) throws -> JSONSchema {
    try JSONSchema(try JSONReader().value(of: text))
  }

  @Test(arguments: [
    #"{}"#, #"{"type":"object","properties":{"a":{"type":["string","null"]}},"required":["a"]}"#,
    #"{"type":"array","items":{"type":"integer","minimum":1,"exclusiveMaximum":9},"minItems":1}"#,
    #"{"anyOf":[{"const":1},{"enum":["a",null,true]}]}"#,
    ##"{"$ref":"#/$defs/tree","$defs":{"tree":{"properties":{"sub":{"$ref":"#/$defs/tree"}}}}}"##,
    #"{"type":"string","pattern":"^[a-z]+$","title":"t","$comment":"c","description":"d"}"#,
    #"{"properties":{"at":{"type":"timestamp","format":"hh:mm:ss"}}}"#,
    #"{"properties":{"l":{"items":{"properties":{"at":{"type":"timestamp","format":"seconds"}}}}}}"#,
    #"{"properties":{"start_time":{"type":"string"},"end_time":{"type":"integer"}}}"#,
  ])
  func `what the services share is taken`(text: String) {
    #expect(throws: Never.self) { try Self.schema(text) }
  }

  @Test(arguments: [
    (#"{"type":"string","minLength":2}"#, "", JSONSchemaError.Code.unsupported),
    (#"{"properties":{"a":{"maxLength":2}}}"#, "/properties/a", .unsupported),
    (#"{"additionalProperties":false}"#, "", .unsupported),
    (#"{"items":{"uniqueItems":true}}"#, "/items", .unsupported),
    (#"{"maxItems":3}"#, "", .unsupported), (#"{"minItems":2}"#, "/minItems", .unsupported),
    (#"{"oneOf":[{}]}"#, "", .unsupported),
    (#"{"type":"number","minimum":1}"#, "/minimum", .unsupported),
    (#"{"type":"string","format":"email"}"#, "/format", .unsupported),
    (#"{"enum":[[1]]}"#, "/enum", .unsupported), (#"{"const":{}}"#, "/const", .unsupported),
    (#"[]"#, "", .invalid), (#"{"type":"text"}"#, "/type", .invalid),
    (#"{"type":3}"#, "/type", .invalid),
    (#"{"type":[]}"#, "/type", .invalid), (#"{"enum":[]}"#, "/enum", .invalid),
    (##"{"$ref":"#/$defs/x"}"##, "/$ref", .invalid), (#"{"$ref":"https://x"}"#, "/$ref", .invalid),
    (#"{"pattern":"("}"#, "/pattern", .invalid), (#"{"required":"a"}"#, "/required", .invalid),
    (#"{"properties":[]}"#, "/properties", .invalid),
    (#"{"properties":{"a/b~":{"type":1}}}"#, "/properties/a~1b~0/type", .invalid),
    (#"{"type":"timestamp","format":"seconds"}"#, "/type", .invalid),
    (#"{"properties":{"t":{"type":"timestamp"}}}"#, "/properties/t/format", .invalid),
    (#"{"properties":{"t":{"type":"timestamp","format":"ss"}}}"#, "/properties/t/format", .invalid),
    (#"{"properties":{"start_time":{"type":"boolean"}}}"#, "/properties/start_time", .invalid),
    (
      #"{"properties":{"end_time":{"type":"string","format":"time"}}}"#, "/properties/end_time",
      .invalid
    ),
  ])
  func `anything else is refused with its place`(
    text: String, pointer: String, code: JSONSchemaError.Code
  ) throws {
    let error = try #require(throws: JSONSchemaError.self) { try Self.schema(text) }
    #expect((error.pointer, error.code) == (pointer, code), "\(error)")
  }

  @Test func `schemas in circles end`() throws {
    let schema = try Self.schema(##"{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/a"}}}"##)
    #expect(!SchemaCheck(schema).complaints(about: .null).isEmpty)
    #expect(SchemaCheck(schema).fitted(.null).value == .null)
  }

  @Test func `a value comes into shape where that loses nothing, and the change is told`() throws {
    let schema = try Self.schema(
      """
      {"type":"object","properties":{"place":{"type":"string","enum":["indoor","out door"]},
      "count":{"type":"integer"},"size":{"type":"number"},"tags":{"type":"array","items":{"type":"string"}},
      "live":{"type":"boolean"},"name":{"type":"string"}}}
      """)
    let value = try JSONReader().value(
      of:
        #"{"live":"Yes","tags":"sea","size":" 2.5","count":3.0,"place":"Indoor","name":7,"more":1}"#
    )
    let (fitted, changes) = SchemaCheck(schema).fitted(value)
    #expect(
      fitted.text
        == #"{"place":"indoor","count":3,"size":2.5,"tags":["sea"],"live":true,"name":"7"}"#)
    #expect(
      Set(changes.map(\.pointer)) == ["/live", "/tags", "/size", "/place", "/name", "/more"])
    #expect(SchemaCheck(schema).complaints(about: fitted).isEmpty)
  }

  @Test func `what would need a guess stays as it is, and is complained of`() throws {
    let schema = try Self.schema(
      #"{"properties":{"n":{"type":"integer"},"p":{"enum":["a","b"]}},"required":["n","q"]}"#)
    let value = try JSONReader().value(of: #"{"n":"three","p":"c"}"#)
    let (fitted, changes) = SchemaCheck(schema).fitted(value)
    #expect(fitted == value && changes.isEmpty)
    #expect(
      SchemaCheck(schema).complaints(about: value).map(\.pointer).sorted() == ["", "/n", "/p"])
  }
}
