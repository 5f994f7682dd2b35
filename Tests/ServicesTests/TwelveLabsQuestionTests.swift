import Analysis
import JSON
import Media
import MediaTypes
import Models
import Segmentation
import Services
import TestSupport
import Testing
import Wires

@Suite(.timeLimit(.minutes(40)), .computing) struct TwelveLabsQuestionTests {
  private static func request(_ more: String) -> String {
    #"{"video":{"type":"url","url":"a"},\#(more)}"#
  }

  private static func definitions(_ more: String) -> String {
    request(
      #""analysis_mode":"time_based_metadata","response_format":{"type":"segment_definitions","segment_definitions":[{"id":"a","description":"b",\#(more)}]}"#
    )
  }

  private static func field(_ more: String) -> String {
    definitions(#""fields":[{"name":"c","description":"d",\#(more)}]"#)
  }

  @Test func `a window, lengths and bounds are those of the analysis`() throws {
    var request = AnalysisRequest(.path("a.mp4"))
    let wire = try Analysed.wire(
      Self.request(
        #""prompt":"Why?","start_time":1.1,"end_time":9,"min_segment_duration":2.5,"max_segment_duration":30,"temperature":0.4,"max_tokens":600"#
      ))
    try TwelveLabsQuestion(wire).put(into: &request)
    #expect(request.question == .prompt("Why?", .text))
    #expect(request.scan.window == SamplingWindow(from: 1.1, to: 9))
    #expect(request.bounds == (try SegmentBounds(minimum: 2.5, maximum: 30)))
    #expect(request.temperature == 0.4 && request.outputTokens == 600)
  }

  @Test func `stretches and pictures belong to their definition`() throws {
    let wire = try Analysed.wire(
      Self.definitions(
        #""time_ranges":[{"start_time":0.1,"end_time":4}],"media_sources":[{"name":"e","media_type":"image","url":"f"}]"#
      ))
    let picture = ReferencePicture(
      name: "e", bytes: [1], mediaType: "image/png")
    let question = try TwelveLabsQuestion(wire) { $0.url == "f" ? picture : nil }.question
    #expect(
      question
        == .definitions([
          SegmentDefinition(
            id: "a", description: "b", stretches: [.init(start: 0.1, end: 4)],
            references: [picture])
        ]))
    #expect(throws: ServiceError.self) { _ = try TwelveLabsQuestion(wire) }
  }

  @Test func `pictures beside a prompt are asked about with it`() throws {
    let wire = try Analysed.wire(
      Self.request(
        #""prompt_v2":{"input_text":"Where is <@p>?","media_sources":[{"name":"p","media_type":"image","url":"f"}]}"#
      ))
    let picture = ReferencePicture(name: "p", bytes: [1], mediaType: "image/png")
    let question = try TwelveLabsQuestion(wire) { $0.url == "f" ? picture : nil }
    #expect(question.question == .prompt("Where is <@p>?", .text))
    var request = AnalysisRequest(.path("x"))
    question.put(into: &request)
    #expect(request.references == [picture])
  }

  @Test func `files that were sent along are not sent back`() throws {
    let picture = #"{"name":"p","media_type":"image","base64_string":"SECRET"}"#
    let prompted = try Analysed.wire(
      Self.request(#""prompt_v2":{"input_text":"<@p>","media_sources":[\#(picture)]}"#))
    let defined = try Analysed.wire(Self.definitions(#""media_sources":[\#(picture)]"#))
    for wire in [prompted, defined] {
      let params = TwelveLabs.AnalyzeTaskResponse.RequestParams(wire).json.text
      #expect(params.contains(#"{"name":"p","media_type":"image"}"#), "\(params)")
      #expect(!params.contains("SECRET"))
    }
    let video = TwelveLabs.AnalyzeTaskResponse.VideoSource(.base64String("SECRET"), duration: 2)
    #expect(video.json.text == #"{"type":"base64_string","system_metadata":{"duration":2}}"#)
  }

  @Test(arguments: [
    (request(#""temperature":1"#), "prompt", ServiceError.Code.required),
    (
      request(#""analysis_mode":"time_based_metadata""#), "response_format.segment_definitions",
      .required
    ),
    (
      field(#""type":"time_array","items":{"type":"object","fields":[]}"#),
      "response_format.segment_definitions[0].fields[0].type", .unsupported
    ),
    (
      field(#""type":"timestamp""#), "response_format.segment_definitions.fields.format", .invalid
    ),
    (
      field(#""type":"string","format":"seconds""#),
      "response_format.segment_definitions.fields.format", .invalid
    ),
    (
      field(#""type":"timestamp","format":"seconds","enum":["e"]"#),
      "response_format.segment_definitions[0].fields[0].enum", .invalid
    ),
    (
      field(#""type":"array""#), "response_format.segment_definitions[0].fields[0].items", .invalid
    ),
    (
      field(#""type":"array","items":{"type":"object"}"#),
      "response_format.segment_definitions[0].fields[0].items", .invalid
    ),
    (
      field(#""type":"string","items":{"type":"string"}"#),
      "response_format.segment_definitions[0].fields[0].items", .invalid
    ),
    (
      request(
        #""prompt_v2":{"input_text":"<@a>","media_sources":[{"name":"a","media_type":"image","url":"b"}]}"#
      ), "prompt_v2.media_sources[0]", .invalid
    ),
    (
      request(
        #""prompt":"a","response_format":{"type":"json_schema","json_schema":{"type":"object","properties":{"t":{"type":"timestamp"}}}}"#
      ), "response_format.json_schema.properties.t.format", .invalid
    ),
    (
      request(
        #""prompt":"a","response_format":{"type":"json_schema","json_schema":{"type":"string","minLength":2}}"#
      ), "response_format.json_schema", .unsupported
    ),
  ])
  func `what cannot be asked is named`(
    json: String, path: String, code: ServiceError.Code
  ) throws {
    let wire = try Analysed.wire(json)
    let error = #expect(throws: ServiceError.self) { _ = try TwelveLabsQuestion(wire) }
    #expect(error?.path == path && error?.code == code)
  }
}
