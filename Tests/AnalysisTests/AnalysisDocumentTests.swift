import Analysis
import FoundationEssentials
import JSON
import Media
import MediaTypes
import Models
import Segmentation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct AnalysisDocumentTests {
  private static func request(
    _ question: AnalysisRequest.Question = .segments, of name: String = "h264-bframes.mp4"
  ) -> AnalysisRequest {
    var request = AnalysisRequest(.path(Repository.path("Fixtures/media/\(name)")), question)
    request.policy = .fixed(1)
    return request
  }

  private static let speaker = ScriptedModel { clip, instruction, _ in
    switch instruction.task {
    case .find(let definitions):
      .json(
        .object(
          definitions.map { definition in
            .init(
              definition.id,
              [
                ["start_time": 0.5, "end_time": 99, "metadata": ["name": "a"]],
                ["start_time": 50, "end_time": 60, "metadata": [:]],
              ])
          }))
    case .answer: instruction.wantsJSON ? .json(["n": 1.5]) : .text("Because.")
    default: .json(ScriptedModel.segments(clip.segments.map(\.number)))
    }
  }

  private static let mute = ScriptedModel { _, _, _ throws(ModelError) in
    throw ModelError(.unreachable, "nobody listens")
  }

  @Test(.enabled(if: Published.isInstalled, "Tests/Clients/install installs what is missing"))
  func `documents conform to the schema`() async throws {
    var everything = Self.request(
      .definitions([
        SegmentDefinition(
          id: "found", description: "b",
          fields: [
            SegmentField("name", .string, description: "c", choices: ["a", "b"]),
            SegmentField("when", .timestamp(.clock), description: "d"),
            SegmentField("all", .array(of: .integer), description: "e"),
          ],
          references: [.init(name: "f", bytes: [1], mediaType: "image/png")]),
        SegmentDefinition(
          id: "given", description: "g", fields: [SegmentField("h", .boolean, description: "i")],
          stretches: [.init(start: 1, end: 2)]),
      ]))
    everything.screenLanguages = ["eng"]
    (everything.system, everything.language, everything.temperature) = ("j", "en", 0.5)
    (everything.outputTokens, everything.longestSide, everything.speed) = (500, 320, 1.5)
    everything.picturesPerSecond = 2
    everything.scan.window = SamplingWindow(from: 0.5, to: 4)
    everything.bounds = try SegmentBounds(minimum: 0.5, maximum: 3)
    let schema = try JSONSchema(["type": "object", "properties": ["n": ["type": "number"]]])
    var lined = Self.request(of: "vfr.mkv")
    lined.sidecars = [.path(Repository.path("Fixtures/media/sidecar.srt"))]
    lined.policy = .balanced
    var short = Self.request(of: "one-frame.mp4")
    (short.policy, short.bounds) = (.shots, try SegmentBounds(minimum: 2))
    var shots = Self.request(of: "shots.mp4")
    shots.policy = .shots
    shots.scan.window = SamplingWindow(to: 5)
    let requests =
      [
        everything, lined, short, shots, Self.request(.prompt("Why?", .json)),
        Self.request(.prompt("Why?", .schema(schema))),
      ] + ["chapters.mkv", "bit-flips.ts", "sound-levels.mp4"].map { Self.request(of: $0) }
    var documents: [(type: String, json: String)] = []
    func add(_ request: AnalysisRequest, _ model: ScriptedModel) async throws {
      let document = try await Analyzer(model).run(request).document(
        asked: request, generator: "test", includingRun: true)
      documents.append(
        ("schema Sources/Analysis/Analysis.docc/analysis-1.schema.json", document.text))
    }
    for request in requests { try await add(request, Self.speaker) }
    try await add(everything, Self.mute)
    try await add(Self.request(.prompt("Why?", .text)), Self.mute)
    let complaints = try Published.complaints(about: documents)
    #expect(complaints.count == requests.count + 2)
    for (document, found) in zip(documents, complaints) { #expect(found == [], "\(document.json)") }
    // What the schema names, documents hold, somewhere.
    let all = documents.map(\.json).joined()
    for name in [
      "answer", "findings", "dropped", "metadata", "speech", "chapter", "damaged", "loudness_db",
      "begins_with", "longest_unseen", "sha256", "broken_bound", "frame_rate", "json_schema",
      "screen_languages",
    ] {
      #expect(all.contains("\"\(name)\":"), "\(name)")
    }
  }

  @Test func `what was found is told where it belongs`() async throws {
    let request = Self.request(of: "gap.ts")
    let result = try await Analyzer(Self.speaker).run(request)
    let document = result.document(asked: request, source: "film.ts", generator: "test")
    #expect(document["schema"] == "shotlog.analysis/1" && document["source"]?["name"] == "film.ts")
    #expect(document["completeness"] == "complete" && document["run"] == nil)
    let segments = try #require(document["segments"]?.asList)
    #expect(segments.count == result.segments.count)
    for (segment, told) in zip(result.segments, segments) {
      #expect(told["start"]?.asNumber == segment.range.start.seconds)
      #expect(
        told["start_from_zero"]?.asNumber == segment.range.start.seconds(since: result.video.zero))
      let base = try #require(
        told["time_base"]?.asText?.split(separator: "/").compactMap { Int32($0) })
      let ticks = Timestamp(
        try #require(told["end_ticks"]?.asInteger), try #require(TimeBase(base[0], base[1])))
      #expect(ticks == segment.range.end)
      #expect(told["title"] == .text("Title \(segment.number)"))
      #expect(
        told["evidence"]?["pictures"]?.asList?.count == segment.evidence.pictures.count)
      #expect(told["shots"]?.asList?.count == segment.clip.facts.shots.count)
    }
    #expect(segments.first?["start_from_zero"]?.asNumber == 0)
  }

  @Test func `the same is told in the same bytes, unless a run is asked about`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "document-\(UInt64.random(in: 0 ... .max))")
    defer { try? FileManager.default.removeItem(at: folder) }
    let request = Self.request()
    let analyzer = Analyzer(Self.speaker, keepingIn: folder.path())
    let first = try await analyzer.run(request)
    let again = try await analyzer.run(request)
    func text(_ result: AnalysisResult, _ includingRun: Bool) -> String {
      result.document(asked: request, generator: "test", includingRun: includingRun).text
    }
    #expect(text(first, false) == text(again, false))
    #expect(text(first, true) != text(again, true))
    #expect(
      again.document(asked: request, generator: "test", includingRun: true)["run"]?["asked"] == 0)
    #expect(text(first, true).hasPrefix(text(first, false).dropLast()))
  }
}
