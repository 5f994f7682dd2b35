package import Analysis
package import JSON
internal import Media
internal import MediaTypes
package import Models
internal import Segmentation
internal import Wires

/// What a request to our own API asks, as an analysis understands it.
///
///     {"video": {"asset_id" | "url"}, "prompt", "schema", "segment_definitions", "model", "language", "system",
///      "temperature", "max_output_tokens", "speed", "start_time", "end_time", "min_segment_duration",
///      "max_segment_duration"}
package struct NativeQuestion: Sendable {
  /// What is to be found out.
  package let question: AnalysisRequest.Question
  private let asked: JSONValue
  private let pictures: [ReferencePicture]
  private let bounds: SegmentBounds?

  /// The members that a request may have.
  package static let members: Set<String> = [
    "video", "prompt", "schema", "segment_definitions", "model", "language", "system",
    "temperature", "max_output_tokens", "speed", "start_time", "end_time", "min_segment_duration",
    "max_segment_duration",
  ]

  /// Understands a request, and refuses what cannot be meant.
  package init(_ request: JSONValue, _ pictures: [ReferencePicture] = []) throws(ServiceError) {
    for member in request.asMembers ?? [] where !Self.members.contains(member.name) {
      throw ServiceError(.invalid, member.name, "it is not known")
    }
    (asked, self.pictures) = (request, pictures)
    question = try Self.question(request)
    for name in ["model", "language", "system"] { _ = try Self.text(name, in: request) }
    for (name, range) in Self.numbers { _ = try Self.number(name, in: request, range) }
    if let start = try Self.number("start_time", in: request),
      let end = try Self.number("end_time", in: request), end <= start
    {
      throw ServiceError(.invalid, "end_time", "it must come after start_time")
    }
    do {
      let shortest = try Self.number("min_segment_duration", in: request).flatMap { Ratio($0) }
      let longest = try Self.number("max_segment_duration", in: request).flatMap { Ratio($0) }
      bounds =
        shortest == nil && longest == nil
        ? nil : try SegmentBounds(minimum: shortest, maximum: longest)
    } catch let error as ServiceError {
      throw error
    } catch {
      throw ServiceError(.invalid, "min_segment_duration", "\(error)")
    }
  }

  /// Asks it of an analysis.
  package func put(into request: inout AnalysisRequest) throws(ServiceError) {
    request.question = question
    request.references = pictures
    (request.language, request.system) = (asked["language"]?.asText, asked["system"]?.asText)
    request.temperature = asked["temperature"]?.asNumber
    request.outputTokens = asked["max_output_tokens"]?.asInteger.map { Int(clamping: $0) }
    request.speed = asked["speed"]?.asNumber.flatMap { Ratio($0) } ?? 1
    request.scan.window.from = asked["start_time"]?.asNumber.flatMap { Ratio($0) }
    request.scan.window.to = asked["end_time"]?.asNumber.flatMap { Ratio($0) }
    request.bounds = bounds
  }

  private static let numbers: KeyValuePairs<String, ClosedRange<Double>> = [
    "temperature": 0...1, "max_output_tokens": 1...1_000_000, "speed": 0.01...1000,
    "start_time": 0...1e9, "end_time": 0...1e9, "min_segment_duration": 0...1e9,
    "max_segment_duration": 0...1e9,
  ]

  private static func question(
    _ request: JSONValue
  ) throws(ServiceError) -> AnalysisRequest.Question {
    let prompt = try text("prompt", in: request)
    let schema = present("schema", in: request)
    if let definitions = present("segment_definitions", in: request) {
      for other in ["prompt", "schema"] where present(other, in: request) != nil {
        throw ServiceError(.invalid, other, "segment_definitions ask something else")
      }
      return .definitions(try DefinitionFile.definitions(definitions) { _, _, _ in nil })
    }
    guard let prompt else {
      guard schema == nil else {
        throw ServiceError(.required, "prompt", "schema says how to answer, and nothing is asked")
      }
      return .segments
    }
    guard prompt.contains(where: { !$0.isWhitespace }) else {
      throw ServiceError(.invalid, "prompt", "it is empty")
    }
    guard let schema else { return .prompt(prompt, .text) }
    do {
      return .prompt(prompt, .schema(try JSONSchema(schema)))
    } catch {
      throw ServiceError(.invalid, "schema", error.description)
    }
  }

  private static func present(_ name: String, in request: JSONValue) -> JSONValue? {
    request[name].flatMap { $0.isNull ? nil : $0 }
  }

  private static func text(_ name: String, in request: JSONValue) throws(ServiceError) -> String? {
    guard let value = present(name, in: request) else { return nil }
    guard let words = value.asText else {
      throw ServiceError(.invalid, name, "it must be of type string")
    }
    return words
  }

  private static func number(
    _ name: String, in request: JSONValue, _ range: ClosedRange<Double> = 0...1e9
  ) throws(ServiceError) -> Double? {
    guard let value = present(name, in: request) else { return nil }
    guard let number = value.asNumber, range.contains(number) else {
      throw ServiceError(
        .invalid, name, "it must be a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
