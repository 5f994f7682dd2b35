import JSON
import TestSupport
import Testing
import Wires

@Suite(.timeLimit(.minutes(40)), .computing) struct ReadingTests {
  private static func task(_ more: String) throws -> TwelveLabs.CreateAnalyzeTaskRequest {
    try TwelveLabs.CreateAnalyzeTaskRequest(try JSONReader().value(of: "{\(more)}"))
  }

  @Test(arguments: [
    (#""video":{"url":"a"}"#, "video.type", WireError.Rule.required),
    (#""video":{"type":"url","asset_id":"a"}"#, "video.url", .required),
    (
      #""video":{"type":"url","url":"a","asset_id":"b"}"#, "video",
      .oneOf(["url", "asset_id", "base64_string"])
    ),
    (
      #""video":{"type":"file"}"#, "video.type", .choice(["url", "asset_id", "base64_string"])
    ),
    (#""video":"a""#, "video", .kind(.object)),
    (#""temperature":"0.2""#, "temperature", .kind(.number)),
    (#""max_tokens":1.5"#, "max_tokens", .kind(.integer)),
    (#""max_tokens":"unlimited""#, "max_tokens", .kind(.integer)),
    (
      #""analysis_mode":"fast""#, "analysis_mode", .choice(["general", "time_based_metadata"])
    ),
    (#""prompt_v2":{}"#, "prompt_v2.input_text", .required),
    (
      #""prompt_v2":{"input_text":"a","media_sources":[{"name":"b","media_type":"image"}]}"#,
      "prompt_v2.media_sources[0]", .oneOf(["url", "asset_id", "base64_string"])
    ),
    (#""response_format":{}"#, "response_format.type", .required),
    (
      #""response_format":{"type":"json_schema"}"#, "response_format.json_schema", .required
    ),
    (
      #""response_format":{"type":"json_schema","json_schema":[]}"#, "response_format.json_schema",
      .kind(.object)
    ),
    (
      #""response_format":{"type":"segment_definitions","segment_definitions":[{"id":"a"}]}"#,
      "response_format.segment_definitions[0].description", .required
    ),
    (
      #""response_format":{"type":"segment_definitions","segment_definitions":[{"id":"a","description":"b","fields":[{"name":"c","type":"date","description":"d"}]}]}"#,
      "response_format.segment_definitions[0].fields[0].type",
      .choice(["string", "boolean", "number", "integer", "array", "timestamp", "time_array"])
    ),
    (
      #""response_format":{"type":"segment_definitions","segment_definitions":[{"id":"a","description":"b","media_sources":[{"name":"c","media_type":"image"}]}]}"#,
      "response_format.segment_definitions[0].media_sources[0]",
      .oneOf(["url", "asset_id", "base64_string"])
    ),
    (
      #""response_format":{"type":"segment_definitions","segment_definitions":[{"id":"a","description":"b","time_ranges":[{"start_time":1}]}]}"#,
      "response_format.segment_definitions[0].time_ranges[0].end_time", .required
    ),
  ])
  func `a member of the wrong kind is named`(
    body: String, path: String, rule: WireError.Rule
  ) throws {
    #expect(throws: WireError(path, rule)) { _ = try Self.task(body) }
  }

  @Test func `null means nothing, and unknown members pass`() throws {
    let request = try Self.task(
      #""prompt":null,"prompt_v2":null,"video":{"type":"url","url":"a","asset_id":null},"index":1"#)
    #expect(request == TwelveLabs.CreateAnalyzeTaskRequest(video: .url("a")))
    #expect(request.json.text == #"{"video":{"type":"url","url":"a"}}"#)
  }

  @Test func `every member of a request is kept`() throws {
    let body = #"""
      {"model_name":"pegasus1.5","custom_id":"a","analysis_mode":"general",\#
      "video":{"type":"base64_string","base64_string":"AAAA"},\#
      "prompt_v2":{"input_text":"<@a>","media_sources":[{"name":"a","media_type":"image","url":"https://a"}]},\#
      "temperature":0.5,"max_tokens":600,"min_segment_duration":2,"max_segment_duration":30.5,\#
      "start_time":1,"end_time":9,"response_format":{"type":"segment_definitions",\#
      "segment_definitions":[{"id":"a","description":"b","fields":[\#
      {"name":"c","type":"time_array","description":"d","items":{"type":"object","fields":[\#
      {"name":"e","type":"string","description":"f","enum":["g"]}]}},\#
      {"name":"h","type":"timestamp","description":"i","format":"hh:mm:ss.fff"}],\#
      "media_sources":[{"name":"j","media_type":"image","asset_id":"k"}],\#
      "time_ranges":[{"start_time":0,"end_time":2.5}]}],"segment_time_format":"hh:mm:ss"}}
      """#
    #expect(
      try TwelveLabs.CreateAnalyzeTaskRequest(try JSONReader().value(of: body)).json.text == body)
  }

  @Test func `lists of tasks show the beginning of what was asked`() throws {
    var params = TwelveLabs.AnalyzeTaskResponse.RequestParams(.general)
    params.prompt = "Generate a detailed summary of everything"
    params.responseFormat = .init(segmentDefinitions: [
      .init(id: "a", description: "b"), .init(id: "c", description: "d"),
    ])
    let shown = params.shortened
    #expect(shown.prompt == "Generate a detailed summary of")
    #expect(shown.responseFormat?.segmentDefinitions?.map(\.id) == ["a"])
  }

  @Test func `what is published as closed is closed`() throws {
    func read(_ more: String, isLenient: Bool = false) throws -> DumplingAI.ExtractVideoRequest {
      let json = try JSONReader().value(
        of: #"{"inputMethod":"url","video":"a","prompt":"b"\#(more)}"#)
      return try DumplingAI.ExtractVideoRequest(
        WireValue(json, nulls: .areValues), isLenient: isLenient)
    }
    #expect(try read(#","requestSource":"N8N""#).requestSource == .n8n)
    #expect(throws: WireError("a", .unknown)) { _ = try read(#","a":1"#) }
    #expect(throws: WireError("jsonMode", .kind(.boolean))) { _ = try read(#","jsonMode":"true""#) }
    #expect(throws: WireError("jsonMode", .kind(.boolean))) { _ = try read(#","jsonMode":null"#) }
    #expect(throws: WireError.self) { _ = try read(#","requestSource":"mcp""#) }
    let lenient = try read(#","requestSource":"mcp","jsonMode":"true""#, isLenient: true)
    #expect(lenient.jsonMode == true && lenient.requestSource == nil)
    #expect(throws: WireError("a", .unknown)) { _ = try read(#","a":1"#, isLenient: true) }
  }

  @Test(arguments: [
    #""https://a.b/c""#,
    #"{"type":"video_url","video_url":"https://a.b/c"}"#,
    #"[{"type":"video_url","video_url":"https://a.b/c"}]"#,
    #"[{"type":"text","text":"What happens?"},{"type":"image_url","image_url":"d"}]"#,
  ])
  func `every form of a chat message is kept`(content: String) throws {
    let body = #"{"messages":[{"role":"user","content":\#(content)}]}"#
    let request = try OpenAI.ChatCompletionRequest(try JSONReader().value(of: body))
    #expect(request.json.text == body)
  }

  @Test func `links may be objects, and what is not known passes`() throws {
    let body = #"""
      {"model":null,"messages":[{"role":"user","content":[{"type":"video_url",\#
      "video_url":{"url":"a"}}]}],"top_p":1,"stream":true,"stream_options":{"include_usage":true},\#
      "response_format":{"type":"json_schema","json_schema":{"name":"b","schema":{"type":"object"},"strict":true}}}
      """#
    let request = try OpenAI.ChatCompletionRequest(try JSONReader().value(of: body))
    #expect(request.messages.first?.parts == [.video(url: "a")])
    #expect(request.model == nil && request.stream == true && request.includesUsage == true)
    #expect(request.responseFormat == .jsonSchema(name: "b", schema: ["type": "object"]))
    #expect(throws: WireError("messages", .required)) { _ = try OpenAI.ChatCompletionRequest([:]) }
    #expect(throws: WireError("messages[0].content.text", .required)) {
      _ = try OpenAI.ChatCompletionRequest([
        "messages": [["role": "user", "content": ["type": "text"]]]
      ])
    }
  }

  @Test func `of a look at a video the numbers are numbers`() throws {
    let request = try BibiGPT.VisualsRequest(["videoUrl": "a", "speed": 0.5, "more": 1])
    #expect(request.speed == 0.5 && request.force == nil)
    #expect(throws: WireError("speed", .kind(.number))) {
      _ = try BibiGPT.VisualsRequest(["videoUrl": "a", "speed": "2"])
    }
    #expect(throws: WireError("videoUrl", .required)) { _ = try BibiGPT.VisualsRequest([:]) }
  }
}
