import JSON
import Models
import TestSupport
import Testing

@testable import Services

@Suite(.timeLimit(.minutes(40)), .computing) struct SchemaTimesTests {
  private static func written(_ value: String, _ schema: String) throws -> String {
    let times = SchemaTimes(try JSONReader().value(of: schema))
    return times.written(try JSONReader().value(of: value)).text
  }

  @Test(arguments: [
    (0.0, "00:00:00", "00:00:00.000"), (-7.2, "00:00:00", "00:00:00.000"),
    (12.4994, "00:00:12", "00:00:12.499"), (12.4996, "00:00:12", "00:00:12.500"),
    (12.5, "00:00:13", "00:00:12.500"), (59.9999, "00:01:00", "00:01:00.000"),
    (3599.6, "01:00:00", "00:59:59.600"), (360_000, "100:00:00", "100:00:00.000"),
  ])
  func `clocks are rounded, and show nothing before zero`(
    seconds: Double, whole: String, exact: String
  ) {
    #expect(ClockText.value(seconds, .clock) == .text(whole))
    #expect(ClockText.value(seconds, .exactClock) == .text(exact))
    #expect(ClockText.value(seconds, .seconds) == .number(seconds))
  }

  @Test(arguments: [
    // The names are times wherever they stand, by their type.
    (#"{"start_time":1.5}"#, #"{"start_time":{"type":"number"}}"#, #"{"start_time":1.5}"#),
    (#"{"start_time":1.5}"#, #"{"start_time":{"type":"integer"}}"#, #"{"start_time":2}"#),
    (#"{"end_time":61}"#, #"{"end_time":{"type":"string"}}"#, #"{"end_time":"00:01:01.000"}"#),
    (#"{"end_time":"1:01"}"#, #"{"end_time":{"type":"string"}}"#, #"{"end_time":"00:01:01.000"}"#),
    (#"{"end_time":"soon"}"#, #"{"end_time":{"type":"string"}}"#, #"{"end_time":"soon"}"#),
    (
      #"{"end_time":"0:02"}"#, #"{"end_time":{"type":"timestamp","format":"seconds"}}"#,
      #"{"end_time":2}"#
    ),
    // Others are, if they say so.
    (#"{"time":"61"}"#, #"{"time":{"type":"string"}}"#, #"{"time":"61"}"#),
    (#"{"time":1.5}"#, #"{"time":{"type":"integer"}}"#, #"{"time":1.5}"#),
    (
      #"{"a":[{"at":61.2}]}"#,
      #"{"a":{"type":"array","items":{"type":"object","properties":{"at":{"type":"timestamp","format":"hh:mm:ss"}}}}}"#,
      #"{"a":[{"at":"00:01:01"}]}"#
    ),
    // Through references and choices.
    (
      #"{"a":{"start_time":2}}"#, ##"{"a":{"$ref":"#/$defs/span"}}"##,
      #"{"a":{"start_time":"00:00:02.000"}}"#
    ),
    (
      #"{"a":{"start_time":2}}"#, ##"{"a":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/span"}]}}"##,
      #"{"a":{"start_time":"00:00:02.000"}}"#
    ),
    (
      #"{"a":null}"#, ##"{"a":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/span"}]}}"##,
      #"{"a":null}"#
    ),
    (#"{"b":1,"a":2,"c":3}"#, #"{"a":{},"b":{}}"#, #"{"a":2,"b":1,"c":3}"#),
  ])
  func `times are written by their names and types`(
    value: String, properties: String, expected: String
  ) throws {
    let schema =
      #"{"type":"object","properties":\#(properties),"$defs":{"span":{"type":"object","#
      + #""properties":{"start_time":{"type":"string"}}}}}"#
    #expect(try Self.written(value, schema) == expected)
  }

  @Test func `the first that is required comes first`() throws {
    let properties = #""properties":{"a":{},"b":{},"c":{}}"#
    #expect(
      try Self.written(#"{"c":3,"b":2,"a":1}"#, #"{"required":["c","b"],\#(properties)}"#)
        == #"{"b":2,"a":1,"c":3}"#)
    #expect(
      try Self.written(#"{"c":3,"b":2,"a":1}"#, #"{"required":["a"],\#(properties)}"#)
        == #"{"a":1,"b":2,"c":3}"#)
  }

  @Test func `a schema that refers to itself ends`() throws {
    let schema = ##"{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/a"}}}"##
    #expect(try Self.written("1", schema) == "1")
  }
}
