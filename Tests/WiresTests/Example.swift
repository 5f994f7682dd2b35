import FoundationEssentials
import JSON
import TestSupport
import Testing
import Wires

/// A document as its service publishes it, from `Fixtures/wire`.
struct Example: Sendable, CustomTestStringConvertible {
  /// The file, from the folder of all.
  let file: String
  /// The type of those who published it; nil if they published none.
  let type: String?
  /// Reads it, and gives it back.
  let again: @Sendable (JSONValue) throws -> JSONValue

  init(
    _ file: String, _ type: String? = nil,
    _ again: @escaping @Sendable (JSONValue) throws -> JSONValue
  ) {
    (self.file, self.type, self.again) = (file, type, again)
  }

  var testDescription: String { file }

  /// The documents of the file: one, or one in each line.
  var documents: [JSONValue] {
    get throws {
      let text = try String(
        contentsOf: Repository.root.appending(path: "Fixtures/wire/\(file)"), encoding: .utf8)
      guard file.hasSuffix("l") else { return [try JSONReader().value(of: text)] }
      return try text.split(separator: "\n").map { try JSONReader().value(of: String($0)) }
    }
  }

  static let all: [Example] =
    [
      Example("twelvelabs/CreateAnalyzeTaskRequest-1.json") {
        try TwelveLabs.CreateAnalyzeTaskRequest($0).json
      },
      Example("twelvelabs/CreateAnalyzeTaskRequest-2.json") {
        try TwelveLabs.CreateAnalyzeTaskRequest($0).json
      },
      Example(
        "twelvelabs/CreateAnalyzeTaskResponse-1.json", "twelvelabs CreateAnalyzeTaskResponse"
      ) { try TwelveLabs.CreateAnalyzeTaskResponse($0).json },
      Example("twelvelabs/TasksListResponse-1.json", "twelvelabs TasksListResponse") {
        try TwelveLabs.TasksListResponse($0).json
      },
      Example("twelvelabs/NonStreamAnalyzeResponse-1.json", "twelvelabs NonStreamAnalyzeResponse") {
        try TwelveLabs.NonStreamAnalyzeResponse($0).json
      },
      Example("twelvelabs/StreamAnalyzeResponse-1.jsonl", "twelvelabs StreamAnalyzeResponse") {
        try TwelveLabs.StreamAnalyzeResponse($0).json
      },
      Example("twelvelabs/ErrorBody-1.json") { try TwelveLabs.ErrorBody($0).json },
      Example("twelvelabs/Asset-1.json", "twelvelabs Asset") {
        try TwelveLabs.AssetDetail($0).json
      },
      Example("twelvelabs/AssetDetail-1.json", "twelvelabs AssetDetail") {
        try TwelveLabs.AssetDetail($0).json
      },
      Example("bibigpt/VisualsResponse-1.json", "\(visuals) 200") {
        try BibiGPT.VisualsResponse($0).json
      },
      Example("bibigpt/ErrorBody-1.json", "\(visuals) 400") { try BibiGPT.ErrorBody($0).json },
      Example("dumplingai/ExtractVideoRequest-1.json", "\(extract) request") {
        try DumplingAI.ExtractVideoRequest($0).json
      },
      Example("dumplingai/ExtractVideoResponse-1.json", "\(extract) 200") {
        try DumplingAI.ExtractVideoResponse($0).json
      },
      Example("openai/ChatCompletion-1.json", "openai ChatCompletion") {
        try OpenAI.ChatCompletion($0).json
      },
      Example("openai/ChatCompletionChunk-1.jsonl", "openai ChatCompletionChunk") {
        try OpenAI.ChatCompletionChunk($0).json
      },
    ]
    + (1...3).map { number in
      Example(
        "twelvelabs/AnalyzeTaskResponse-\(number).json", "twelvelabs AnalyzeTaskResponse"
      ) { try TwelveLabs.AnalyzeTaskResponse($0).json }
    }
    + (1...2).map { number in
      Example("dumplingai/ErrorResponse-\(number).json", "\(extract) 500") {
        try DumplingAI.ErrorResponse($0).json
      }
    }
    + ["Ready", "Failed"].map { end in
      let name = "AnalyzeTask\(end)WebhookEvent"
      return Example("twelvelabs/\(name)-1.json", "twelvelabs \(name)") {
        try TwelveLabs.AnalyzeTaskWebhookEvent($0).json
      }
    }

  private static let visuals = "bibigpt/visuals.openapi.yaml POST /v1/video/visuals"
  private static let extract = "dumplingai/extract-video.openapi.yaml POST /api/v1/extract-video"
}

extension JSONValue {
  /// The same with members by name, whole numbers as such, and without `null` where that means nothing.
  func sorted(withNulls: Bool = true) -> JSONValue {
    switch self {
    case .object(let members):
      .object(
        members.filter { withNulls || !$0.value.isNull }
          .map { .init($0.name, $0.value.sorted(withNulls: withNulls)) }
          .sorted { $0.name < $1.name })
    case .list(let values): .list(values.map { $0.sorted(withNulls: withNulls) })
    case .number: asInteger.map { .integer($0) } ?? self
    default: self
    }
  }
}
