package import Analysis
internal import JSON
internal import Media
package import MediaTypes
package import Models
package import Segmentation
package import Wires

/// What a request to TwelveLabs asks, as an analysis understands it.
///
/// Whether the members go together, and keep to the service's bounds, is for others to check.
package struct TwelveLabsQuestion: Sendable {
  /// What is to be found out.
  package let question: AnalysisRequest.Question
  /// Seconds from the first picture at which the analysis starts.
  package let start: Ratio?
  /// Seconds from the first picture at which it ends.
  package let end: Ratio?
  /// How long segments may be.
  package let bounds: SegmentBounds?
  /// How freely to answer.
  package let temperature: Double?
  /// The most tokens of the answer.
  package let outputTokens: Int?
  /// Pictures beside the prompt.
  package let references: [ReferencePicture]

  /// Hands over the picture that a source names; nil if it cannot be had.
  package typealias PictureLookup =
    (TwelveLabs.SmeMediaSource) -> ReferencePicture?

  /// Understands a request; `picture` fetches what it refers to.
  package init(
    _ request: TwelveLabs.CreateAnalyzeTaskRequest, picture: PictureLookup = { _ in nil }
  ) throws(ServiceError) {
    (start, end) = (request.startTime.flatMap { Ratio($0) }, request.endTime.flatMap { Ratio($0) })
    (temperature, outputTokens) = (
      request.temperature, request.maxTokens.map { Int(clamping: $0) }
    )
    let shortest = request.minSegmentDuration.flatMap { Ratio($0) }
    let longest = request.maxSegmentDuration.flatMap { Ratio($0) }
    do {
      bounds =
        shortest == nil && longest == nil
        ? nil : try SegmentBounds(minimum: shortest, maximum: longest)
    } catch {
      throw ServiceError(.invalid, "min_segment_duration", error.description)
    }
    references = try Self.references(
      request.promptV2?.mediaSources ?? [], "prompt_v2", picture)
    question =
      switch request.analysisMode ?? .general {
      case .general: try Self.general(request)
      case .timeBasedMetadata:
        .definitions(try Self.definitions(request.responseFormat, picture))
      }
  }

  /// Asks it of an analysis.
  package func put(into request: inout AnalysisRequest) {
    request.question = question
    (request.scan.window.from, request.scan.window.to) = (start, end)
    (request.bounds, request.temperature) = (bounds, temperature)
    request.references = references
    request.outputTokens = outputTokens
  }

  private static func general(
    _ request: TwelveLabs.CreateAnalyzeTaskRequest
  ) throws(ServiceError) -> AnalysisRequest.Question {
    guard let prompt = request.prompt ?? request.promptV2?.inputText else {
      throw ServiceError(.required, "prompt", "it is required but was not provided")
    }
    guard let schema = request.responseFormat?.jsonSchema else { return .prompt(prompt, .text) }
    do {
      return .prompt(prompt, .schema(try JSONSchema(schema)))
    } catch {
      let place = error.pointer.split(separator: "/").map { ".\($0)" }.joined()
      throw ServiceError(
        error.code == .unsupported ? .unsupported : .invalid,
        "response_format.json_schema\(place)", error.message)
    }
  }

  private static func definitions(
    _ format: TwelveLabs.AsyncResponseFormat?, _ picture: PictureLookup
  ) throws(ServiceError) -> [SegmentDefinition] {
    guard let definitions = format?.segmentDefinitions, !definitions.isEmpty else {
      throw ServiceError(
        .required, "response_format.segment_definitions", "it is required but was not provided")
    }
    var asked: [SegmentDefinition] = []
    for (number, definition) in definitions.enumerated() {
      let path = "response_format.segment_definitions[\(number)]"
      asked.append(
        SegmentDefinition(
          id: definition.id, description: definition.description,
          fields: try fields(definition.fields ?? [], path),
          stretches: try stretches(definition.timeRanges ?? [], path),
          references: try references(definition.mediaSources ?? [], path, picture)))
    }
    return asked
  }

  private static func stretches(
    _ ranges: [TwelveLabs.AnalyzeTimeRange], _ path: String
  ) throws(ServiceError) -> [SegmentDefinition.Stretch] {
    var stretches: [SegmentDefinition.Stretch] = []
    for (number, range) in ranges.enumerated() {
      guard let start = Ratio(range.startTime), let end = Ratio(range.endTime) else {
        throw ServiceError(.invalid, "\(path).time_ranges[\(number)]", "it cannot be so large")
      }
      stretches.append(.init(start: start, end: end))
    }
    return stretches
  }

  private static func references(
    _ sources: [TwelveLabs.SmeMediaSource], _ path: String, _ picture: PictureLookup
  ) throws(ServiceError) -> [ReferencePicture] {
    var pictures: [ReferencePicture] = []
    for (number, source) in sources.enumerated() {
      guard let found = picture(source) else {
        throw ServiceError(
          .invalid, "\(path).media_sources[\(number)]", "the picture cannot be had")
      }
      pictures.append(found)
    }
    return pictures
  }

  private static func fields(
    _ fields: [TwelveLabs.SegmentField], _ path: String
  ) throws(ServiceError) -> [SegmentField] {
    var asked: [SegmentField] = []
    for (number, field) in fields.enumerated() {
      asked.append(
        SegmentField(
          field.name, try kind(of: field, "\(path).fields[\(number)]"),
          description: field.description, choices: field.choices ?? []))
    }
    return asked
  }

  private static func kind(
    of field: TwelveLabs.SegmentField, _ path: String
  ) throws(ServiceError) -> SegmentField.Kind {
    // The service names this place without numbers.
    let formatPath = "response_format.segment_definitions.fields.format"
    if field.type != .timestamp, field.format != nil {
      throw ServiceError(.invalid, formatPath, "format is for the type timestamp alone")
    }
    if field.type != .array, field.type != .timeArray, field.items != nil {
      throw ServiceError(.invalid, "\(path).items", "items are for the type array")
    }
    switch field.type {
    case .string: return .string
    case .boolean: return .boolean
    case .number: return .number
    case .integer: return .integer
    case .timestamp:
      guard let format = field.format.flatMap({ TimestampFormat(rawValue: $0.rawValue) }) else {
        throw ServiceError(
          .invalid, formatPath,
          "format is required for timestamp type; allowed values: seconds, hh:mm:ss, hh:mm:ss.fff")
      }
      guard field.choices == nil else {
        throw ServiceError(.invalid, "\(path).enum", "a timestamp has no enum")
      }
      return .timestamp(format)
    case .array:
      guard let item = field.items.flatMap({ SegmentField.Item(rawValue: $0.type.rawValue) }),
        field.items?.fields == nil
      else {
        throw ServiceError(
          .invalid, "\(path).items",
          "an array needs items of the type string, number, boolean or integer")
      }
      return .array(of: item)
    case .timeArray:
      throw ServiceError(.unsupported, "\(path).type", "time_array requires pegasus1.6")
    }
  }
}
