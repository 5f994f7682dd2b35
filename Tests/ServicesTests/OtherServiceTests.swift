import Analysis
import JSON
import Media
import MediaTypes
import Models
import Services
import TestSupport
import Testing
import Wires

@Suite(.timeLimit(.minutes(40)), .computing) struct OtherServiceTests {
  private static let broken: ScriptedModel.Script = { _, _, _ throws(ModelError) in
    throw ModelError(.unreachable, "nobody listens")
  }

  @Test(arguments: [(0.5, 110), (10, 200), (10.000001, 200), (12.4, 230), (3600, 36100), (0, 100)])
  func `credits are counted by the second that was begun`(seconds: Double, credits: Int64) {
    #expect(DumplingAI.ExtractVideoResponse.credits(seconds: seconds) == credits)
  }

  @Test func `results are words, with JSON in them if it was asked for`() async throws {
    let plain = DumplingAI.ExtractVideoRequest(inputMethod: .url, video: "a", prompt: "Why?")
    let words = try await Analysed(plain.question) { _, _, _ in .text("Because.") }
    let answer = try DumplingAI.ExtractVideoResponse(
      words.result, prompt: plain.prompt, jsonMode: false)
    #expect(answer.results == "Because." && answer.prompt == "Why?")
    #expect(answer.videoDuration == words.result.video.range.seconds)
    #expect(answer.json.asMembers?.count == 4)
    var mode = plain
    mode.jsonMode = true
    let json = try await Analysed(mode.question) { _, _, _ in .text("```json\n{\"a\": 1}\n```") }
    #expect(
      try DumplingAI.ExtractVideoResponse(json.result, prompt: "", jsonMode: true).results
        == #"{"a":1}"#)
    // A caller who wants JSON of an analysis that was asked for words gets an object all the same.
    #expect(
      try DumplingAI.ExtractVideoResponse(words.result, prompt: "", jsonMode: true).results
        == #"{"text":"Because."}"#)
  }

  @Test func `described segments are lines, or JSON`() async throws {
    let analysed = try await Analysed(.segments) { clip, _, _ in
      .json(ScriptedModel.segments(clip.segments.map(\.number)))
    }
    let words = try DumplingAI.ExtractVideoResponse(analysed.result, prompt: "", jsonMode: false)
    let lines = words.results.split(separator: "\n")
    #expect(lines.count == analysed.result.segments.count)
    #expect(lines.first?.hasPrefix("0:00:00.000 – ") == true)
    #expect(lines.first?.hasSuffix("Title 1. What 1 shows.") == true)
    let json = try DumplingAI.ExtractVideoResponse(analysed.result, prompt: "", jsonMode: true)
    #expect(try JSONReader().value(of: json.results)["segments"]?.asList?.count == lines.count)
  }

  @Test func `where nothing was said there is no answer`() async throws {
    for question in [
      AnalysisRequest.Question.prompt("Why?", .text), .prompt("Why?", .json), .segments,
      try TwelveLabsQuestion(try Analysed.wire(segmentationRequest)).question,
      .definitions([
        SegmentDefinition(
          id: "a", description: "b", fields: [SegmentField("c", .string, description: "d")],
          stretches: [.init(start: 1, end: 2)])
      ]),
    ] {
      let analysed = try await Analysed(question, Self.broken)
      #expect(throws: ServiceFailure(message: "nobody listens")) {
        _ = try DumplingAI.ExtractVideoResponse(analysed.result, prompt: "", jsonMode: false)
      }
      #expect(throws: ServiceFailure.self) {
        _ = try OpenAI.ChatCompletion(
          analysed.result, model: nil, wantsJSON: true, stamp: Analysed.stamp)
      }
      let task = BibiGPT.VisualsTask(analysed.result, document: [:])
      #expect(task.task.status == .failed && task.error == "nobody listens")
    }
  }

  @Test func `a chat completion says why it ended, and counts`() async throws {
    let question = AnalysisRequest.Question.prompt("Why?", .text)
    let whole = try await Analysed(question) { _, _, _ in
      Finding(.text("Because."), usage: TokenUsage(input: 7, output: 5))
    }
    let answer = try OpenAI.ChatCompletion(
      whole.result, model: "bibigpt/x", wantsJSON: false, stamp: Analysed.stamp)
    #expect(answer.content == "Because." && answer.model == "bibigpt/x")
    #expect(answer.created == 1_778_149_759 && answer.finishReason == .stop)
    #expect(answer.json["usage"]?["total_tokens"] == 12)
    let cut = try await Analysed(question) { _, _, _ in Finding(.text("Bec"), finish: .length) }
    #expect(
      try OpenAI.ChatCompletion(cut.result, model: nil, wantsJSON: false, stamp: Analysed.stamp)
        .finishReason == .length)
    let refused = try await Analysed(question) { _, _, _ throws(ModelError) in
      throw ModelError(.refused, "no")
    }
    let silence = try OpenAI.ChatCompletion(
      refused.result, model: nil, wantsJSON: false, stamp: Analysed.stamp)
    #expect(silence.finishReason == .contentFilter && silence.content == "")
  }

  @Test func `the pieces of a streamed answer are the answer`() async throws {
    let words = String(repeating: "Because it is so, 因为。\n", count: 20)
    let analysed = try await Analysed(.prompt("Why?", .text)) { _, _, _ in .text(words) }
    let answer = try OpenAI.ChatCompletion(
      analysed.result, model: nil, wantsJSON: false, stamp: Analysed.stamp)
    let chunks = answer.chunks(withUsage: true)
    let pieces = chunks.map { chunk in
      if case .content(let words) = chunk.delta { words } else { "" }
    }
    #expect(pieces.joined() == answer.content && pieces.count > 5)
    #expect(chunks.first?.delta == .start && chunks.allSatisfy { $0.id == answer.id })
    #expect(answer.chunks(withUsage: false).last?.delta == .end(.stop))
  }

  @Test func `a look at a video describes every segment, and its document stands by its task`()
    async throws
  {
    var visuals = BibiGPT.VisualsRequest(videoURL: "a")
    (visuals.speed, visuals.language) = (2.5, "zh-CN")
    var request = AnalysisRequest(.path("a.mp4"), .prompt("Why?", .text))
    visuals.put(into: &request)
    #expect(request.question == .segments && request.speed == 2.5 && request.language == "zh-CN")
    let analysed = try await Analysed(.segments) { clip, _, _ in
      .json(ScriptedModel.segments(clip.segments.map(\.number).prefix(1)))
    }
    let document = analysed.result.document(asked: analysed.request, generator: "test")
    let task = BibiGPT.VisualsTask(analysed.result, document: document, isFromCache: false)
    #expect(task.task.status == .completed && task.error == nil)
    #expect(task.json["result"]?["completeness"] == "partial")
    #expect(task.task.json.asMembers?.map(\.name) == ["taskId", "status", "isFromCache"])
  }
}
