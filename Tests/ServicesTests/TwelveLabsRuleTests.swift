import JSON
import Services
import TestSupport
import Testing
import Wires

@Suite(.timeLimit(.minutes(40))) struct TwelveLabsRuleTests {
  typealias Bodies = TwelveLabsBodies
  typealias Rules = BrokenRules

  @Test(arguments: Rules.together + Rules.formats + Rules.definitions + Rules.prompts)
  func `a request that breaks a rule is refused by that rule's word`(rule: BrokenRule) throws {
    let refusal = try #require(try Bodies.checked(rule.body).failure)
    #expect(refusal.code == rule.code && refusal.status == rule.status)
    #expect(refusal.parameter == rule.parameter)
    let body = refusal.body.json
    #expect(body["code"]?.asText == rule.code.rawValue)
    #expect(body["error"]?["code"] == body["code"] && body["error"]?["message"] == body["message"])
    #expect(body["message"]?.asText?.isEmpty == false)
    #expect(body["error"]?["details"]?["parameter"]?.asText == rule.parameter)
  }

  @Test(arguments: [
    Bodies.general(), Bodies.full(), Bodies.segments(),
    Bodies.general(#""video":null,"video_id":"a""#),
    Bodies.general(#""video":{"type":"asset_id","asset_id":"a","url":null}"#),
    Bodies.general(#""video":{"type":"base64_string","base64_string":"AAAA\nAA=="}"#),
    Bodies.general(#""video":{"type":"base64_string","base64_string":"AAA"}"#),
    Bodies.general(#""video":{"type":"url","url":"FILE:///v.mp4"}"#),
    Bodies.general(#""custom_id":"a""#), Bodies.general(#""custom_id":null,"other":[1]"#),
    Bodies.general(#""custom_id":"\#(String(repeating: "-", count: 64))""#),
    Bodies.general(#""temperature":0"#), Bodies.general(#""temperature":1.0"#),
    Bodies.general(#""max_tokens":1"#), Bodies.general(#""max_tokens":4096"#),
    Bodies.general(#""max_tokens":1000.0"#),
    Bodies.full(#""max_tokens":512"#), Bodies.full(#""max_tokens":98304"#),
    Bodies.segments(#""max_tokens":2048"#), Bodies.segments(#""max_tokens":98304"#),
    Bodies.segments(#""min_segment_duration":2"#), Bodies.segments(#""max_segment_duration":2"#),
    Bodies.segments(#""min_segment_duration":3,"max_segment_duration":3"#),
    Bodies.general(#""prompt":"\#(Rules.words(1538))""#),
    Bodies.general(#""prompt":"\#(String(repeating: "a", count: 8000))""#),
    Bodies.full(#""start_time":0,"end_time":4"#), Bodies.full(#""start_time":1.1,"end_time":5.1"#),
    Bodies.full(#""start_time":0.7,"end_time":4.7"#), Bodies.full(#""end_time":4"#),
    Bodies.full(#""start_time":100"#),
    Bodies.full(#""prompt":null,"prompt_v2":{"input_text":"Why?"}"#),
    Bodies.pictured("<@p>, and 1 < 2", Rules.picture),
    Bodies.pictured("a", Rules.list(4) { Rules.named("p\($0)") }),
    Bodies.schema(#"{"type":"object","properties":{"a":{"type":"integer"}}}"#),
    Bodies.definition(#""time_ranges":[{"start_time":1.1,"end_time":3.1}]"#),
    Bodies.definition(
      #""time_ranges":[{"start_time":4,"end_time":8},{"start_time":0,"end_time":4}]"#),
    Bodies.definition(#""time_ranges":[]"#, #""start_time":0"#),
    Bodies.field(#""enum":[\#(Rules.list(100) { #""\#($0)""# })]"#),
    Bodies.field(#""type":"array","items":{"type":"integer"}"#),
    Bodies.field(#""type":"timestamp","format":"hh:mm:ss.fff""#),
    Bodies.segments(definitions: Rules.list(20) { #"{"id":"a\#($0)","description":"b"}"# }),
  ])
  func `what keeps to the rules is taken, up to the last number that does`(body: String) throws {
    #expect(try Bodies.checked(body).failure == nil)
  }
}
