import JSON
import Services
import TestSupport
import Testing

/// A request that breaks one rule of the contract's matrix.
struct BrokenRule: CustomTestStringConvertible, Sendable {
  let number: Int
  let body: String
  let parameter: String?
  var code = TwelveLabsRefusal.Code.parameterInvalid
  var status = 400

  init(
    _ number: Int, _ body: String, _ parameter: String?,
    _ code: TwelveLabsRefusal.Code = .parameterInvalid, status: Int = 400
  ) {
    (self.number, self.body, self.parameter) = (number, body, parameter)
    (self.code, self.status) = (code, status)
  }

  var testDescription: String { "V\(number) \(body.prefix(300))" }
}

/// Requests that break the rules of the contract's matrix, one each.
enum BrokenRules {
  typealias Bodies = TwelveLabsBodies
  private static let format = #""response_format""#
  static let picture = #"{"name":"p","media_type":"image","url":"https://e.com/p.png"}"#

  static let together: [BrokenRule] = [
    BrokenRule(1, "[]", nil), BrokenRule(1, "null", nil), BrokenRule(1, #""a""#, nil),
    BrokenRule(2, #"{"prompt":"Why?"}"#, "video", .parameterNotProvided),
    BrokenRule(2, Bodies.general(#""video":null"#), "video", .parameterNotProvided),
    BrokenRule(2, Bodies.general(#""video_id":"a""#), "video_id"),
    BrokenRule(2, Bodies.full(#""video":null,"video_id":"a""#), "video_id"),
    BrokenRule(2, Bodies.general(#""video":null,"video_id":"""#), "video_id"),
    BrokenRule(3, Bodies.general(#""video":"https://example.com/v.mp4""#), "video"),
    BrokenRule(3, Bodies.general(#""video":{"url":"https://e.com/v"}"#), "video.type"),
    BrokenRule(3, Bodies.general(#""video":{"type":"s3","url":"https://e.com/v"}"#), "video.type"),
    BrokenRule(3, Bodies.general(#""video":{"type":"url"}"#), "video.url"),
    BrokenRule(3, Bodies.general(#""video":{"type":"url","asset_id":"a"}"#), "video.url"),
    BrokenRule(3, Bodies.general(#""video":{"type":"url","url":5}"#), "video.url"),
    BrokenRule(3, Bodies.general(#""video":{"type":"url","url":""}"#), "video.url"),
    BrokenRule(3, Bodies.general(#""video":{"type":"url","url":"ftp://e.com/v"}"#), "video.url"),
    BrokenRule(
      3, Bodies.general(#""video":{"type":"url","url":"https://e.com/a b"}"#), "video.url"),
    BrokenRule(3, Bodies.general(#""video":{"type":"asset_id","asset_id":""}"#), "video.asset_id"),
    BrokenRule(
      3, Bodies.general(#""video":{"type":"url","url":"https://e.com/v","asset_id":"a"}"#), "video"),
    BrokenRule(
      3, Bodies.general(#""video":{"type":"base64_string","base64_string":"AAA*"}"#),
      "video.base64_string"),
    BrokenRule(
      3, Bodies.general(#""video":{"type":"base64_string","base64_string":"AAAAA"}"#),
      "video.base64_string"),
    BrokenRule(4, Bodies.general(#""model_name":"pegasus1.6""#), "model_name"),
    BrokenRule(4, Bodies.general(#""model_name":"""#), "model_name"),
    BrokenRule(4, Bodies.general(#""model_name":1.5"#), "model_name"),
    BrokenRule(5, Bodies.general(#""custom_id":"""#), "custom_id"),
    BrokenRule(5, Bodies.general(#""custom_id":"a b""#), "custom_id"),
    BrokenRule(5, Bodies.general(#""custom_id":"ä""#), "custom_id"),
    BrokenRule(5, Bodies.general(#""custom_id":7"#), "custom_id"),
    BrokenRule(
      5, Bodies.general(#""custom_id":"\#(String(repeating: "a", count: 65))""#), "custom_id"),
    BrokenRule(6, Bodies.general(#""prompt":null"#), "prompt", .parameterNotProvided),
    BrokenRule(6, Bodies.general(#""prompt":"""#), "prompt", .parameterNotProvided),
    BrokenRule(6, Bodies.general(#""prompt":" \n\t""#), "prompt", .parameterNotProvided),
    BrokenRule(6, Bodies.pictured(" ", ""), "prompt_v2.input_text", .parameterNotProvided),
    BrokenRule(7, Bodies.full(#""prompt_v2":{"input_text":"Why?"}"#), "prompt_v2"),
    BrokenRule(8, Bodies.segments(#""prompt":"Why?""#), "prompt"),
    BrokenRule(
      8, Bodies.full(#""analysis_mode":"time_based_metadata""#), "prompt"),
    BrokenRule(9, Bodies.segments(#""prompt_v2":{"input_text":"Why?"}"#), "prompt_v2"),
    BrokenRule(9, Bodies.general(#""prompt":null,"prompt_v2":{"input_text":"W"}"#), "prompt_v2"),
    BrokenRule(10, Bodies.general(#""prompt":"\#(words(1539))""#), "prompt"),
    BrokenRule(
      10, Bodies.general(#""prompt":"\#(String(repeating: "a", count: 8001))""#), "prompt"),
    BrokenRule(10, Bodies.pictured(words(1539), ""), "prompt_v2.input_text"),
    BrokenRule(11, Bodies.general(#""analysis_mode":"segments""#), "analysis_mode"),
    BrokenRule(12, Bodies.segments(#""model_name":null"#), "analysis_mode"),
    BrokenRule(12, Bodies.segments(#""model_name":"pegasus1.2""#), "analysis_mode"),
    BrokenRule(
      13, Bodies.segments(#"\#(format):null"#), "response_format", .parameterNotProvided),
    BrokenRule(
      13, Bodies.segments(#"\#(format):{"type":"json_schema","json_schema":{}}"#),
      "response_format.type"),
    BrokenRule(
      14, Bodies.segments(#""analysis_mode":"general","prompt":"Why?""#), "response_format.type"),
    BrokenRule(14, Bodies.segments(#""analysis_mode":null"#), "response_format.type"),
    BrokenRule(15, Bodies.general(#""temperature":-0.01"#), "temperature"),
    BrokenRule(15, Bodies.general(#""temperature":1.01"#), "temperature"),
    BrokenRule(15, Bodies.general(#""temperature":"0.2""#), "temperature"),
    BrokenRule(16, Bodies.general(#""max_tokens":0"#), "max_tokens"),
    BrokenRule(16, Bodies.general(#""max_tokens":4097"#), "max_tokens"),
    BrokenRule(16, Bodies.general(#""max_tokens":1.5"#), "max_tokens"),
    BrokenRule(16, Bodies.general(#""max_tokens":"unlimited""#), "max_tokens"),
    BrokenRule(16, Bodies.full(#""max_tokens":511"#), "max_tokens"),
    BrokenRule(16, Bodies.full(#""max_tokens":98305"#), "max_tokens"),
    BrokenRule(16, Bodies.segments(#""max_tokens":2047"#), "max_tokens"),
    BrokenRule(16, Bodies.segments(#""max_tokens":98305"#), "max_tokens"),
    BrokenRule(17, Bodies.segments(#""min_segment_duration":1.99"#), "min_segment_duration"),
    BrokenRule(17, Bodies.segments(#""max_segment_duration":1.99"#), "max_segment_duration"),
    BrokenRule(17, Bodies.segments(#""min_segment_duration":1e300"#), "min_segment_duration"),
    BrokenRule(
      18, Bodies.segments(#""min_segment_duration":4,"max_segment_duration":3.99"#),
      "max_segment_duration"),
    BrokenRule(19, Bodies.full(#""min_segment_duration":2"#), "min_segment_duration"),
    BrokenRule(19, Bodies.general(#""max_segment_duration":2"#), "max_segment_duration"),
    BrokenRule(20, Bodies.general(#""start_time":0"#), "start_time"),
    BrokenRule(20, Bodies.general(#""end_time":9"#), "end_time"),
    BrokenRule(21, Bodies.full(#""start_time":-0.1"#), "start_time"),
    BrokenRule(21, Bodies.full(#""start_time":9,"end_time":9"#), "start_time"),
    BrokenRule(21, Bodies.full(#""start_time":9,"end_time":3"#), "start_time"),
    BrokenRule(21, Bodies.full(#""end_time":0"#), "end_time"),
    BrokenRule(22, Bodies.full(#""start_time":1,"end_time":4.99"#), "start_time"),
    BrokenRule(22, Bodies.full(#""end_time":3.99"#), "end_time"),
  ]

  static let formats: [BrokenRule] = [
    BrokenRule(23, ranged(#""start_time":0"#), "start_time"),
    BrokenRule(23, ranged(#""end_time":9"#), "end_time"),
    BrokenRule(23, ranged(#""min_segment_duration":2"#), "min_segment_duration"),
    BrokenRule(23, ranged(#""max_segment_duration":2"#), "max_segment_duration"),
    BrokenRule(
      24, Bodies.general(#"\#(format):{}"#), "response_format.type", .parameterNotProvided),
    BrokenRule(24, Bodies.general(#"\#(format):{"type":"text"}"#), "response_format.type"),
    BrokenRule(24, Bodies.general(#"\#(format):"json""#), "response_format"),
    BrokenRule(
      25, Bodies.general(#"\#(format):{"type":"json_schema"}"#), "response_format.json_schema",
      .parameterNotProvided),
    BrokenRule(
      25, Bodies.segments(#"\#(format):{"type":"segment_definitions"}"#),
      "response_format.segment_definitions", .parameterNotProvided),
    BrokenRule(
      25, Bodies.segments(definitions: ""), "response_format.segment_definitions",
      .parameterNotProvided),
    BrokenRule(27, Bodies.schema(#"{"type":"string","minLength":1}"#), schema, status: 422),
    BrokenRule(27, Bodies.schema(#"{"type":"string","maxLength":1}"#), schema, status: 422),
    BrokenRule(
      27, Bodies.schema(#"{"type":"object","additionalProperties":false}"#), schema,
      status: 422),
    BrokenRule(
      27, Bodies.schema(#"{"type":"array","uniqueItems":true}"#), schema, status: 422),
    BrokenRule(
      27, Bodies.schema(#"{"properties":{"a":{"type":"array","maxItems":3}}}"#),
      "\(schema).properties.a", status: 422),
    BrokenRule(27, Bodies.schema(#"{"oneOf":[{"type":"string"}]}"#), schema),
    BrokenRule(27, Bodies.schema(#"{"type":"text"}"#), "\(schema).type"),
    BrokenRule(27, Bodies.schema(#"{"$ref":"https://e.com/s"}"#), "\(schema).$ref"),
    BrokenRule(27, Bodies.schema(#"{"type":"array","minItems":2}"#), "\(schema).minItems"),
    BrokenRule(
      27, Bodies.schema(#"{"type":"object","properties":{"t":{"type":"timestamp"}}}"#),
      "\(schema).properties.t.format"),
    BrokenRule(
      27, Bodies.schema(#"{"type":"object","properties":{"start_time":{"type":"boolean"}}}"#),
      "\(schema).properties.start_time"),
  ]

  private static let schema = "response_format.json_schema"
  static let first = "response_format.segment_definitions[0]"

  static func words(_ count: Int) -> String {
    Array(repeating: "a", count: count).joined(separator: " ")
  }

  static func list(_ count: Int, _ item: (Int) -> String) -> String {
    (0..<count).map(item).joined(separator: ",")
  }

  static func named(_ name: String) -> String {
    #"{"name":"\#(name)","media_type":"image","asset_id":"a"}"#
  }

  static func range(_ start: Double, _ end: Double) -> String {
    Bodies.definition(#""time_ranges":[{"start_time":\#(start),"end_time":\#(end)}]"#)
  }

  static func ranged(_ rest: String) -> String {
    Bodies.definition(#""time_ranges":[{"start_time":0,"end_time":2}]"#, rest)
  }
}
