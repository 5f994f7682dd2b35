import Analysis
import JSON
import Media
import MediaTypes
import Models
import Services
import TestSupport
import Testing
import Wires

@Suite(.timeLimit(.minutes(40)), .computing) struct TwelveLabsTaskTests {
  @Test func `segments stand under their definition, with every field as it was declared`()
    async throws
  {
    let wire = try Analysed.wire(segmentationRequest)
    let analysed = try await Analysed(segmentationRequest, finder)
    let task = analysed.task(wire)
    #expect(task.status == .ready && task.customID == "prod-42" && task.error == nil)
    #expect(task.createdAt == "2026-05-07T10:29:19.968Z")
    #expect(task.completedAt == "2026-05-07T10:30:45.123Z")
    #expect(task.videoSource?.duration == analysed.result.video.range.seconds)
    #expect(task.result?.finishReason == .stop)
    #expect(task.result?.usage == .init(outputTokens: 150, inputTokens: 45))
    let data = try #require(try analysed.data(wire))
    #expect(data.asMembers?.map(\.name) == ["scenes", "bare"])
    let first = try #require(data["scenes"]?.asList?.first)
    let stretch = try #require(analysed.result.findings.first?.stretches.first)
    #expect(first["start_time"]?.asNumber == stretch.range.start.seconds)
    #expect(first["end_time"]?.asNumber == stretch.range.end.seconds)
    #expect(
      first["metadata"]?.text
        == #"{"title":"Street","indoors":false,"count":3,"level":0.25,"things":["lamp"],"#
        + #""setting":"outdoor","at":1.7496,"clock":"00:00:02","exact":"00:00:01.750"}"#)
    #expect(data["bare"]?.asList?.count == 2)
    #expect(data["bare"]?.asList?.allSatisfy { $0["metadata"] == .object([]) } == true)
  }

  @Test(arguments: [
    ("hh:mm:ss", #"["00:00:01","00:00:02","00:00:03","00:00:05"]"#),
    ("hh:mm:ss.fff", #"["00:00:00.520","00:00:02.000","00:00:03.000","00:00:04.520"]"#),
  ])
  func `borders are written as asked, and rounded`(format: String, times: String) async throws {
    let json = segmentationRequest.replacing(
      #"{"id":"bare","description":"Anything."}]"#,
      with: #"{"id":"bare","description":"Anything."}],"segment_time_format":"\#(format)""#)
    let wire = try Analysed.wire(json)
    let data = try await Analysed(json, finder).data(wire)
    let found = data?["scenes"]?.asList?.flatMap { [$0["start_time"], $0["end_time"]] } ?? []
    #expect(JSONValue.list(found.compactMap(\.self)).text == times)
  }

  @Test func `times count from the first picture of the whole video`() async throws {
    let json = segmentationRequest.replacing(
      #""custom_id":"prod-42""#, with: #""start_time":1,"end_time":3.5"#)
    let analysed = try await Analysed(json, of: Self.late, finder)
    #expect(analysed.result.video.zero.seconds > 1)
    let segments = try #require(try analysed.data()?["scenes"]?.asList)
    let times = try segments.flatMap { segment in
      [
        try #require(segment["start_time"]?.asNumber), try #require(segment["end_time"]?.asNumber),
      ]
    }
    #expect(times == times.sorted() && times.allSatisfy { (0.9...3.6).contains($0) })
    let task = analysed.task(try Analysed.wire(json))
    #expect(task.requestParams?.startTime == 1 && task.requestParams?.endTime == 3.5)
    // How long the whole video is was not looked at.
    #expect(task.videoSource?.duration == nil)
  }

  /// A file whose first picture does not appear at 0.
  private static let late = "h264-intra-refresh.ts"

  @Test func `a segmentation that lacks something has failed`() async throws {
    let analysed = try await Analysed(segmentationRequest) { _, _, _ throws(ModelError) in
      throw ModelError(.unauthorised, "the key is wrong")
    }
    let task = analysed.task()
    #expect(task.status == .failed && task.result == nil && task.completedAt != nil)
    #expect(task.error?.message == "the key is wrong")
    let cut = try await Analysed(segmentationRequest) { _, _, _ in
      Finding(
        .text(#"{"scenes":[{"start_time":0,"end_time":2,"metadata":{}},{"start_"#), finish: .length)
    }
    #expect(cut.task().status == .failed && cut.task().result == nil)
  }

  @Test func `segments that nobody defined stand under a definition of their own`() async throws {
    let analysed = try await Analysed(.segments) { clip, _, _ in
      .json(ScriptedModel.segments(clip.segments.map(\.number)))
    }
    let task = analysed.task()
    #expect(task.requestParams?.responseFormat?.segmentDefinitions?.map(\.id) == ["segments"])
    let segments = try #require(try analysed.data()?["segments"]?.asList)
    #expect(segments.count == analysed.result.segments.count)
    #expect(segments.first?["metadata"]?["title"] == "Title 1")
  }

  @Test func `a prompt is answered in words`() async throws {
    let json = #"{"video":{"type":"url","url":"a"},"prompt":"Why?"}"#
    let analysed = try await Analysed(json) { _, _, _ in .text("Because.") }
    let task = analysed.task(try Analysed.wire(json))
    #expect(task.result?.data == "Because." && task.result?.finishReason == .stop)
    #expect(
      task.requestParams?.json.text
        == #"{"analysis_mode":"general","prompt":"Why?","temperature":0.2,"max_tokens":4096}"#)
  }

  @Test func `a cut answer comes with a warning, and none with an error`() async throws {
    let json = #"{"video":{"type":"url","url":"a"},"prompt":"Why?","max_tokens":9}"#
    let cut = try await Analysed(json) { _, _, _ in Finding(.text("Becau"), finish: .length) }
    let task = cut.task()
    #expect(task.status == .ready && task.result?.data == "Becau")
    #expect(task.result?.finishReason == .length)
    #expect(task.error?.message.hasPrefix("output truncated") == true)
    let none = try await Analysed(json) { _, _, _ throws(ModelError) in
      throw ModelError(.refused, "I would rather not")
    }
    #expect(none.task().status == .failed && none.task().error?.message == "I would rather not")
  }

  @Test func `times in an answer have the form that its schema asks for`() async throws {
    let json = #"""
      {"video":{"type":"url","url":"a"},"prompt":"When?","response_format":{"type":"json_schema",
      "json_schema":{"type":"object","required":["events","peak"],"properties":{"note":{"type":"string"},
      "events":{"type":"array","items":{"type":"object","properties":{"start_time":{"type":"string"},
      "end_time":{"type":"number"},"at":{"type":"timestamp","format":"hh:mm:ss"}}}},
      "peak":{"type":"timestamp","format":"hh:mm:ss.fff"},
      "span":{"type":"object","properties":{"start_time":{"type":"integer"}}}}}}}
      """#
    let analysed = try await Analysed(json, of: "h264-bframes.mp4") { _, _, _ in
      .text(
        #"{"span":{"start_time":3.6},"peak":3661.0625,"note":"n","#
          + #""events":[{"at":-2,"end_time":3.25,"start_time":"0:02.5"}]}"#)
    }
    #expect(analysed.result.completeness == .complete)
    #expect(
      analysed.task(try Analysed.wire(json)).result?.data
        == #"{"events":[{"start_time":"00:00:02.500","end_time":3.25,"at":"00:00:00"}],"#
        + #""note":"n","peak":"01:01:01.063","span":{"start_time":4}}"#)
  }

  @Test func `the same analysis gives the same bytes, and a name that is given is kept`()
    async throws
  {
    let script: ScriptedModel.Script = { _, _, _ in .text("Because.") }
    let question = AnalysisRequest.Question.prompt("Why?", .text)
    let (first, again) = (
      try await Analysed(question, script).task(), try await Analysed(question, script).task()
    )
    #expect(first.json.text == again.json.text)
    #expect(first.taskID.count == 24 && first.taskID.allSatisfy { $0.isHexDigit })
    #expect(first.result?.generationID.hasPrefix("gen_") == true)
    var stamp = Analysed.stamp
    stamp.id = "64f8d2c7e4a1b37f8a9c5d12"
    #expect(try await Analysed(question, script).task(stamp: stamp).taskID == stamp.id)
    let other = try await Analysed(question) { _, _, _ in .text("No reason.") }.task()
    #expect(
      other.taskID != first.taskID && other.result?.generationID != first.result?.generationID)
  }
}
