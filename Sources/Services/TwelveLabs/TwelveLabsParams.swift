package import Analysis
internal import JSON
internal import Media
internal import MediaTypes
internal import Models
internal import Segmentation
package import Wires

extension TwelveLabs.AnalyzeTaskResponse.RequestParams {
  /// What a request asked, with what it left to the service.
  package init(_ request: TwelveLabs.CreateAnalyzeTaskRequest) {
    self.init(request.analysisMode ?? .general)
    (prompt, promptV2) = (request.prompt, request.promptV2?.withoutFiles)
    temperature = request.temperature ?? 0.2
    maxTokens = request.maxTokens ?? (analysisMode == .general ? 4096 : 32768)
    minSegmentDuration = request.minSegmentDuration
    maxSegmentDuration = request.maxSegmentDuration
    (startTime, endTime) = (request.startTime, request.endTime)
    responseFormat = request.responseFormat?.withoutFiles
  }

  /// What an analysis was asked, in the service's words; segments that nobody defined become a definition.
  package init(_ request: AnalysisRequest) {
    switch request.question {
    case .prompt(let words, let shape):
      self.init(.general)
      prompt = words
      if case .schema(let schema) = shape { responseFormat = .init(jsonSchema: schema.value) }
    case .definitions(let definitions):
      self.init(.timeBasedMetadata)
      responseFormat = .init(segmentDefinitions: definitions.map(\.wire))
    case .segments:
      self.init(.timeBasedMetadata)
      responseFormat = .init(segmentDefinitions: [Self.segments])
    }
    (temperature, maxTokens) = (request.temperature, request.outputTokens.map(Int64.init))
    minSegmentDuration = request.bounds?.minimum?.value
    maxSegmentDuration = request.bounds?.maximum?.value
    startTime = request.scan.window.from?.value
    endTime = request.scan.window.to?.value
  }

  private static let segments = TwelveLabs.SegmentDefinition(
    id: SpokenResult.segmentsKey, description: "Every part of the video.",
    fields: [
      .init(name: "title", type: .string, description: "What it shows, in a few words."),
      .init(name: "description", type: .string, description: "What happens."),
      .init(
        name: "keywords", type: .array, description: "Words to find it by.",
        items: .init(type: .string)),
    ])
}

extension SegmentDefinition {
  /// The definition in the service's words; pictures without their files.
  fileprivate var wire: TwelveLabs.SegmentDefinition {
    TwelveLabs.SegmentDefinition(
      id: id, description: description, fields: fields.isEmpty ? nil : fields.map(\.wire),
      mediaSources: references.isEmpty ? nil : references.map { .init(name: $0.name) },
      timeRanges: stretches.isEmpty
        ? nil : stretches.map { .init(startTime: $0.start.value, endTime: $0.end.value) })
  }
}

extension SegmentField {
  fileprivate var wire: TwelveLabs.SegmentField {
    var field = TwelveLabs.SegmentField(
      name: name, type: .string, description: description,
      choices: choices.isEmpty ? nil : choices)
    switch kind {
    case .string: field.type = .string
    case .boolean: field.type = .boolean
    case .number: field.type = .number
    case .integer: field.type = .integer
    case .array(let item):
      field.type = .array
      field.items = .init(type: .init(rawValue: item.rawValue) ?? .string)
    case .timestamp(let format):
      (field.type, field.format) = (.timestamp, .init(rawValue: format.rawValue))
    }
    return field
  }
}
