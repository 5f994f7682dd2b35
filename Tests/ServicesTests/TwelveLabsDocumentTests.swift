import JSON
import Services
import TestSupport
import Testing
import Wires

@Suite(.timeLimit(.minutes(40))) struct TwelveLabsDocumentTests {
  typealias Bodies = TwelveLabsBodies
  private static let created = ServiceTime(milliseconds: 1_778_149_759_968)
  private static let completed = ServiceTime(milliseconds: 1_778_149_845_123)

  /// A task that has everything, which its status may then leave out.
  private static func task(
    _ status: TwelveLabs.AnalyzeTaskStatus, _ body: String = Bodies.general()
  ) throws -> TwelveLabsTaskState {
    var task = TwelveLabsTaskState(
      id: "64f8d2c7e4a1b37f8a9c5d12", status: status, createdAt: created, completedAt: completed)
    let analysis = try Bodies.checked(body).get()
    (task.params, task.customID) = (analysis.params, analysis.request.customID)
    task.video = .init(analysis.video, duration: 31)
    task.result = TwelveLabs.AnalyzeTaskResult(
      generationID: "gen_1", data: "Words.", finishReason: .stop, usage: .init(outputTokens: 2))
    task.error = .init(message: "Something is missing.")
    return task
  }

  @Test(
    arguments: [
      (.queued, false, false, false), (.pending, false, false, false),
      (.processing, false, false, false), (.ready, true, true, true), (.failed, true, false, true),
      (.canceled, true, false, true),
    ] as [(TwelveLabs.AnalyzeTaskStatus, Bool, Bool, Bool)])
  func `what a task shows follows from how far it is`(
    status: TwelveLabs.AnalyzeTaskStatus, hasEnd: Bool, hasResult: Bool, hasError: Bool
  ) throws {
    let json = try Self.task(status).document.json
    #expect((json["completed_at"] != nil) == hasEnd && (json["result"] != nil) == hasResult)
    #expect((json["error"] != nil) == hasError && json["webhooks"] == nil)
    #expect(json["custom_id"] == .null && json["status"]?.asText == status.rawValue)
    #expect(json["created_at"] == "2026-05-07T10:29:19.968Z")
    #expect(
      json["video_source"]?.text
        == #"{"type":"url","url":"https://example.com/v.mp4","system_metadata":{"duration":31}}"#)
  }

  @Test func `a task that somebody cancelled says so`() throws {
    var task = try Self.task(.canceled)
    task.error = nil
    #expect(task.document.error?.code == "user_canceled")
    let event = task.event("0123", at: Self.completed).json
    #expect(event["id"] == "whe_0123" && event["type"] == "analyze.task.canceled")
    #expect(event["data"]?["error"] == nil && event["data"]?["custom_id"] == .null)
  }

  @Test func `lists show the beginning`() throws {
    let letters = String(repeating: "äb", count: 16)
    let general = try Self.task(.ready, Bodies.schema("{}").replacing("Why?", with: letters)).entry
    #expect(general.requestParams?.prompt == String(letters.prefix(30)))
    #expect(general.json["request_params"]?["response_format"]?.text == #"{"type":"json_schema"}"#)
    let pictured = try Self.task(
      .ready,
      Bodies.pictured(
        "\(letters) <@p>", #"{"name":"p","media_type":"image","base64_string":"AAAA"}"#))
    #expect(
      pictured.entry.requestParams?.promptV2?.json.text
        == #"{"input_text":"\#(letters.prefix(30))","media_sources":[{"name":"p","media_type":"image"}]}"#
    )
    #expect(pictured.entry.requestParams?.prompt == nil)
    let segments = try Self.task(
      .ready,
      Bodies.segments(definitions: #"{"id":"a","description":"b"},{"id":"c","description":"d"}"#))
    #expect(segments.entry.requestParams?.responseFormat?.segmentDefinitions?.map(\.id) == ["a"])
    #expect(segments.document.requestParams?.responseFormat?.segmentDefinitions?.count == 2)
    #expect(segments.entry.result == segments.document.result)
    #expect(segments.document.requestParams?.maxTokens == 32768)
  }

  @Test func `what is acknowledged is the name and the status`() throws {
    #expect(
      try Self.task(.queued).acknowledgement.json.text
        == #"{"task_id":"64f8d2c7e4a1b37f8a9c5d12","status":"queued"}"#)
  }

  @Test func `the lines of an answer are the answer`() throws {
    var random = SplitMix64(seed: 5)
    let alphabet: [Character] = ["a", "b", " ", "\n", "é", "视", "👩‍👩‍👧", "{", "\""]
    for length in (0..<60).map({ $0 * 17 }) {
      let data = String((0..<length).map { _ in alphabet.randomElement(using: &random) ?? "a" })
      let result = TwelveLabs.AnalyzeTaskResult(
        generationID: "gen_1", data: data, finishReason: .length, usage: .init(outputTokens: 2))
      let lines = result.lines(.init(message: "cut"))
      // Read back from what goes over the wire.
      let read = try lines.map { line in
        try TwelveLabs.StreamAnalyzeResponse(try JSONReader().value(of: line.json.text))
      }
      let pieces = read.compactMap { line in if case .text(let words) = line { words } else { nil }
      }
      #expect(pieces.joined() == data && read.count == pieces.count + 2)
      #expect(pieces.allSatisfy { !$0.isEmpty && $0.utf8.count < 512 })
      #expect(read.first == .start(generationID: "gen_1"))
      #expect(
        read.last
          == .end(.length, generationID: "gen_1", .init(outputTokens: 2), .init(message: "cut")))
      #expect(lines.allSatisfy { !$0.json.text.contains("\n") })
    }
  }
}
