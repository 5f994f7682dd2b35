import Analysis
import JSON
import Media
import MediaTypes
import Models
import Segmentation
import Services
import TestSupport
import Wires

/// An analysis of a fixture by a model that says what it is told to.
struct Analysed {
  let request: AnalysisRequest
  let result: AnalysisResult

  /// The moment at which all tests take place.
  static let stamp = ServiceStamp(
    createdAt: ServiceTime(milliseconds: 1_778_149_759_968),
    completedAt: ServiceTime(milliseconds: 1_778_149_845_123))

  /// Five seconds, cut into segments of one; for a prompt, which minds no segments, ten pictures do.
  init(
    _ question: AnalysisRequest.Question, of name: String? = nil,
    changing change: (inout AnalysisRequest) -> Void = { _ in },
    _ script: @escaping ScriptedModel.Script
  ) async throws {
    let isPrompt = if case .prompt = question { true } else { false }
    let name = name ?? (isPrompt ? "tiny.mp4" : "h264-bframes.mp4")
    var request = AnalysisRequest(.path(Repository.path("Fixtures/media/\(name)")), question)
    request.policy = .fixed(1)
    change(&request)
    self.request = request
    result = try await Analyzer(ScriptedModel({ _ in }, script)).run(request)
  }

  /// The same for a request to TwelveLabs.
  init(
    _ json: String, of name: String? = nil, _ script: @escaping ScriptedModel.Script
  ) async throws {
    let wire = try Self.wire(json)
    let question = try TwelveLabsQuestion(wire)
    try await self.init(question.question, of: name, changing: { question.put(into: &$0) }, script)
  }

  static func wire(_ json: String) throws -> TwelveLabs.CreateAnalyzeTaskRequest {
    try TwelveLabs.CreateAnalyzeTaskRequest(try JSONReader().value(of: json))
  }

  /// The task.
  func task(
    _ wire: TwelveLabs.CreateAnalyzeTaskRequest? = nil, stamp: ServiceStamp = stamp
  ) -> TwelveLabs.AnalyzeTaskResponse {
    TwelveLabs.AnalyzeTaskResponse(
      result, asked: wire.map { .init($0) } ?? .init(request),
      video: .url("https://example.com/video.mp4"), customID: wire?.customID, stamp: stamp)
  }

  /// What stands in the task's answer.
  func data(_ wire: TwelveLabs.CreateAnalyzeTaskRequest? = nil) throws -> JSONValue? {
    try task(wire).result.map { try JSONReader().value(of: $0.data) }
  }
}

/// A model that finds two stretches of each definition, with every field filled.
let finder: ScriptedModel.Script = { _, instruction, _ in
  guard case .find(let definitions) = instruction.task else { return .text("What is there.") }
  let stretches: [JSONValue] = [(0.52, 2.0), (3.0, 4.52)].map { start, end in
    [
      "start_time": .number(start), "end_time": .number(end),
      "metadata": [
        "title": "Street", "indoors": false, "count": 3, "level": 0.25, "things": ["lamp"],
        "setting": "outdoor", "at": .number(end - 0.2504), "clock": .number(end - 0.25),
        "exact": .number(end - 0.25),
      ],
    ]
  }
  return Finding(
    .json(.object(definitions.map { .init($0.id, .list(stretches)) })),
    usage: TokenUsage(input: 45, output: 150))
}

/// A model whose answers are cut.
let mumbler: ScriptedModel.Script = { _, _, _ in Finding(.text("{\"a\": [1"), finish: .length) }

/// A model that will not answer.
let refuser: ScriptedModel.Script = { _, _, _ throws(ModelError) in
  throw ModelError(.refused, "no")
}

/// A request for segments with a field of every kind.
let segmentationRequest = #"""
  {"model_name":"pegasus1.5","custom_id":"prod-42","analysis_mode":"time_based_metadata",
  "video":{"type":"url","url":"https://example.com/video.mp4"},
  "response_format":{"type":"segment_definitions","segment_definitions":[{"id":"scenes",
  "description":"One segment per scene.","fields":[
  {"name":"title","type":"string","description":"a"},
  {"name":"indoors","type":"boolean","description":"b"},
  {"name":"count","type":"integer","description":"c"},
  {"name":"level","type":"number","description":"d"},
  {"name":"things","type":"array","description":"e","items":{"type":"string"}},
  {"name":"setting","type":"string","description":"f","enum":["indoor","outdoor"]},
  {"name":"at","type":"timestamp","description":"g","format":"seconds"},
  {"name":"clock","type":"timestamp","description":"h","format":"hh:mm:ss"},
  {"name":"exact","type":"timestamp","description":"i","format":"hh:mm:ss.fff"}]},
  {"id":"bare","description":"Anything."}]}}
  """#
