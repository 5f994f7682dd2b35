import Services

extension BrokenRules {
  static let definitions: [BrokenRule] = [
    BrokenRule(26, Bodies.segments(definitions: #"{"description":"b"}"#), "\(first).id"),
    BrokenRule(26, Bodies.segments(definitions: #"{"id":"","description":"b"}"#), "\(first).id"),
    BrokenRule(26, Bodies.segments(definitions: #"{"id":"a"}"#), "\(first).description"),
    BrokenRule(
      26,
      Bodies.segments(definitions: #"{"id":"a","description":"b"},{"id":"a","description":"c"}"#),
      "response_format.segment_definitions[1].id"),
    BrokenRule(
      26, Bodies.segments(definitions: list(21) { #"{"id":"a\#($0)","description":"b"}"# }),
      "response_format.segment_definitions"),
    BrokenRule(
      26,
      Bodies.definition(
        #""fields":[\#(list(101) { #"{"name":"a\#($0)","type":"string","description":"b"}"# })]"#),
      "\(first).fields"),
    BrokenRule(26, Bodies.field(#""name":"start_time""#), "\(first).fields[0].name"),
    BrokenRule(26, Bodies.field(#""name":"end_time""#), "\(first).fields[0].name"),
    BrokenRule(26, Bodies.field(#""name":"metadata""#), "\(first).fields[0].name"),
    BrokenRule(26, Bodies.field(#""name":"""#), "\(first).fields[0].name"),
    BrokenRule(26, Bodies.field(#""name":null"#), "\(first).fields[0].name"),
    BrokenRule(26, Bodies.field(#""description":null"#), "\(first).fields[0].description"),
    BrokenRule(26, Bodies.field(#""type":"date""#), "\(first).fields[0].type"),
    BrokenRule(26, Bodies.field(#""type":"array""#), "\(first).fields[0].items"),
    BrokenRule(
      26, Bodies.field(#""type":"array","items":{"type":"object","fields":[]}"#),
      "\(first).fields[0].items"),
    BrokenRule(26, Bodies.field(#""items":{"type":"string"}"#), "\(first).fields[0].items"),
    BrokenRule(
      26, Bodies.field(#""type":"time_array","items":{"type":"object","fields":[]}"#),
      "\(first).fields[0].type"),
    BrokenRule(
      26, Bodies.field(#""type":"timestamp""#), "response_format.segment_definitions.fields.format"),
    BrokenRule(
      26, Bodies.field(#""format":"seconds""#), "response_format.segment_definitions.fields.format"),
    BrokenRule(
      26, Bodies.field(#""type":"timestamp","format":"seconds","enum":["a"]"#),
      "\(first).fields[0].enum"),
    BrokenRule(
      26, Bodies.field(#""enum":[\#(list(101) { #""\#($0)""# })]"#), "\(first).fields[0].enum"),
    BrokenRule(26, Bodies.field(#""enum":[1]"#), "\(first).fields[0].enum[0]"),
    BrokenRule(26, range(0, 1.9), "\(first).time_ranges[0]"),
    BrokenRule(26, range(1.1, 3.0999), "\(first).time_ranges[0]"),
    BrokenRule(26, range(9, 3), "\(first).time_ranges[0]"),
    BrokenRule(26, range(-1, 3), "\(first).time_ranges[0]"),
    BrokenRule(
      26, Bodies.definition(#""time_ranges":[{"start_time":0}]"#),
      "\(first).time_ranges[0].end_time"),
    BrokenRule(
      26,
      Bodies.definition(
        #""time_ranges":[{"start_time":4,"end_time":8},{"start_time":0,"end_time":4.01}]"#),
      "\(first).time_ranges[0]"),
    BrokenRule(
      26, Bodies.definition(#""media_sources":[\#(list(5) { named("p\($0)") })]"#),
      "\(first).media_sources"),
    BrokenRule(
      26, Bodies.definition(#""media_sources":[\#(picture),\#(picture)]"#),
      "\(first).media_sources[1].name"),
    BrokenRule(
      26,
      Bodies.segments(
        #""response_format":{"type":"segment_definitions","segment_time_format":"h","segment_definitions":[{"id":"a","description":"b"}]}"#
      ), "response_format.segment_time_format"),
  ]

  static let prompts: [BrokenRule] = [
    BrokenRule(9, Bodies.pictured("<@q>", picture), "prompt_v2.input_text"),
    BrokenRule(9, Bodies.pictured("a", "\(picture),\(picture)"), "prompt_v2.media_sources[1].name"),
    BrokenRule(9, Bodies.pictured("a", list(5) { named("p\($0)") }), "prompt_v2.media_sources"),
    BrokenRule(
      9, Bodies.pictured("a", #"{"name":"p","media_type":"video","url":"https://e.com"}"#),
      "prompt_v2.media_sources[0].media_type"),
    BrokenRule(
      9, Bodies.pictured("a", #"{"name":"p","media_type":"image"}"#), "prompt_v2.media_sources[0]"),
    BrokenRule(
      9, Bodies.pictured("a", #"{"name":"p","media_type":"image","base64_string":"*"}"#),
      "prompt_v2.media_sources[0].base64_string"),
    BrokenRule(
      9, Bodies.full(#""prompt":null,"prompt_v2":{}"#), "prompt_v2.input_text",
      .parameterNotProvided),
    BrokenRule(0, Bodies.full(#""image":[{"type":"url"}]"#), "image"),
  ]
}
