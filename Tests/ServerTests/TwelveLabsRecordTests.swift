import FoundationEssentials
import JSON
import Services
import Tasks
import TestSupport
import Testing
import Wires

@testable import Server

@Suite(.timeLimit(.minutes(40)), .computing) struct TwelveLabsRecordTests {
  /// What a worker hands in for a task that went well.
  private static let result: JSONValue = [
    "answer": [
      "task_id": "a", "status": "ready", "created_at": "2026-05-07T10:29:19.968Z",
      "result": [
        "generation_id": "gen_x", "data": "Words.", "finish_reason": "length",
        "usage": ["output_tokens": 2],
      ],
      "error": ["message": "output truncated"],
    ]
  ]

  private static func request(_ body: JSONValue) throws -> String {
    let analysis = try TwelveLabsAnalysis(body, to: .tasks)
    let kept = TwelveLabsRecord.request(analysis.request, video: analysis.video, duration: 31)
    return StoredOrder(
      AnalysisOrder(.twelvelabs, kept, source: "v.mp4"), video: .asset("0123")
    ).text
  }

  private static let general: JSONValue = [
    "custom_id": "prod-42", "prompt": "Why?", "video": ["type": "url", "url": "https://e.com/v"],
  ]

  /// Does something with a store of its own.
  private static func withStore<Value>(
    _ work: (Store) async throws -> Value
  ) async throws -> Value {
    let path = FileManager.default.temporaryDirectory.appending(path: "shotlog-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await work(try Store(path, as: .visitor))
  }

  private static func submitted(_ store: Store, _ body: JSONValue = general) async throws
    -> TaskRecord
  {
    let new = NewTask(
      owner: "anna", api: TwelveLabsRoutes.api, kind: Desk.analysis, request: try request(body))
    return try #require(try await store.tasks.submit(new).task)
  }

  @Test func `a task never goes backwards for its client`() async throws {
    try await Self.withStore { store in
      let task = try await Self.submitted(store)
      #expect(TwelveLabsRecord.state(task).status == .queued)
      let running = try #require(
        try await store.tasks.claim([Desk.analysis], for: "w", lease: .seconds(60)))
      #expect(TwelveLabsRecord.state(running).status == .processing)
      let again = try await store.tasks.giveBack(try #require(TaskClaim(running)))
      #expect(again.state == .queued && TwelveLabsRecord.state(again).status == .processing)
      let cancelled = try await store.tasks.cancel(task.id)
      let state = TwelveLabsRecord.state(cancelled)
      #expect(state.status == .canceled && state.document.error?.code == "user_canceled")
    }
  }

  @Test func `a task that is done says what it was asked and what it was answered`() async throws {
    try await Self.withStore { store in
      let task = try await Self.submitted(store)
      let running = try #require(
        try await store.tasks.claim([Desk.analysis], for: "w", lease: .seconds(60)))
      let done = try await store.tasks.finish(
        try #require(TaskClaim(running)), .done(Self.result.text))
      let document = TwelveLabsRecord.state(done).document
      #expect(document.status == .ready && document.customID == "prod-42")
      #expect(
        document.result?.data == "Words." && document.result?.generationID == "gen_\(task.id)")
      #expect(document.error?.message == "output truncated")
      #expect(
        document.videoSource?.url == "https://e.com/v" && document.videoSource?.duration == 31)
      #expect(document.requestParams?.prompt == "Why?" && document.requestParams?.maxTokens == 4096)
      let letter = try #require(TwelveLabsRecord.letter(done, event: "0123"))
      let event = try TwelveLabs.AnalyzeTaskWebhookEvent(try JSONReader().value(of: letter))
      #expect(event.id == "whe_0123" && event.status == .ready && event.taskID == task.id)
      #expect(TwelveLabsRecord.letter(task, event: "0123") == nil)
    }
  }

  @Test func `files that came along are not kept with a request`() throws {
    let picture: JSONValue = ["name": "p", "media_type": "image", "base64_string": "AAAA"]
    let text = try Self.request([
      "model_name": "pegasus1.5", "video": ["type": "base64_string", "base64_string": "BBBB"],
      "prompt_v2": ["input_text": "<@p>", "media_sources": [picture]],
    ])
    #expect(!text.contains("AAAA") && !text.contains("BBBB"))
    let stored = try #require(StoredOrder(text))
    let read = try TwelveLabs.CreateAnalyzeTaskRequest(stored.order.request)
    #expect(read.video?.kind == .base64String && read.promptV2?.mediaSources?.count == 1)
  }

  @Test(arguments: TwelveLabs.AnalyzeTaskStatus.allCases)
  func `every state is listed under one status`(status: TwelveLabs.AnalyzeTaskStatus) {
    let others = TwelveLabs.AnalyzeTaskStatus.allCases.filter { $0 != status }
    let states = TwelveLabsRecord.states(status)
    #expect(others.allSatisfy { TwelveLabsRecord.states($0).isDisjoint(with: states) })
    let all = TwelveLabs.AnalyzeTaskStatus.allCases.map(TwelveLabsRecord.states)
    #expect(all.reduce(Set()) { $0.union($1) } == Set(TaskState.allCases))
  }

  @Test(arguments: [
    ("video", ["mov", "mp4", "m4a"], "application/octet-stream", "video/mp4"),
    ("video", ["matroska", "webm"], "video/webm", "video/webm"),
    ("video", ["matroska", "webm"], "audio/mpeg", "video/x-matroska"),
    ("video", ["avi"], "video/*", "video/x-msvideo"), ("image", ["gif"], "", "image/gif"),
    ("audio", ["mov", "mp4"], "video/mp4", "audio/mp4"),
    ("audio", ["mp3"], "text/a b", "audio/mpeg"),
    ("video", ["rawvideo"], "text/html", "video/rawvideo"), ("audio", [], "", "audio/octet-stream"),
  ])
  func `a media type is what was declared, if that can be`(
    kind: String, formats: [String], declared: String, type: String
  ) throws {
    let facts = try #require(
      MediaFacts(["kind": .text(kind), "formats": .list(formats.map { .text($0) })]))
    #expect(facts.mediaType(declared: declared) == type)
  }
}
