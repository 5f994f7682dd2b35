internal import Analysis
package import JSON
package import Models
internal import Wires

/// A file of segment definitions, as people write it: a list of them, or what TwelveLabs calls a response format.
package enum DefinitionFile {
  private static let mostDefinitions = 20
  private static let mostFields = 100
  private static let mostChoices = 100
  private static let reservedNames: Set<String> = ["start_time", "end_time", "metadata"]

  /// The definitions; `picture` fetches a reference picture by its URL or from its Base64 words.
  package static func definitions(
    _ json: JSONValue,
    picture: (_ name: String, _ url: String?, _ base64: String?) ->
      ReferencePicture?
  ) throws(ServiceError) -> [SegmentDefinition] {
    let list = json.asList.map { JSONValue.list($0) } ?? json["segment_definitions"]
    let format: JSONValue = [
      "type": "segment_definitions", "segment_definitions": list ?? .null,
    ]
    var request = TwelveLabs.CreateAnalyzeTaskRequest(video: .url(""))
    request.analysisMode = .timeBasedMetadata
    do throws(WireError) {
      request.responseFormat = try TwelveLabs.AsyncResponseFormat(format)
    } catch {
      throw ServiceError(.invalid, "", error.description)
    }
    let question = try TwelveLabsQuestion(request) {
      picture($0.name, $0.url, $0.base64String)
    }
    guard case .definitions(let found) = question.question else { return [] }
    try check(found)
    return found
  }

  /// Refuses what would leave two meanings, or none.
  package static func check(_ definitions: [SegmentDefinition]) throws(ServiceError) {
    let place = "segment_definitions"
    guard (1...mostDefinitions).contains(definitions.count) else {
      throw ServiceError(
        .invalid, place, "there are \(definitions.count); it may be 1 to \(mostDefinitions)")
    }
    var ids: Set<String> = []
    for (number, definition) in definitions.enumerated() {
      let path = "\(place)[\(number)]"
      guard !definition.id.isEmpty, ids.insert(definition.id).inserted else {
        throw ServiceError(
          .invalid, "\(path).id", "\"\(definition.id)\" is empty or names two definitions")
      }
      try check(definition.fields, path)
      try check(definition.stretches, path)
    }
  }

  private static func check(
    _ fields: [SegmentField], _ path: String
  ) throws(ServiceError) {
    guard fields.count <= mostFields else {
      throw ServiceError(
        .invalid, "\(path).fields", "there are \(fields.count); it may be \(mostFields)")
    }
    var names: Set<String> = []
    for (number, field) in fields.enumerated() {
      let path = "\(path).fields[\(number)]"
      guard !field.name.isEmpty, names.insert(field.name).inserted else {
        throw ServiceError(
          .invalid, "\(path).name", "\"\(field.name)\" is empty or names two fields")
      }
      guard !reservedNames.contains(field.name) else {
        throw ServiceError(.invalid, "\(path).name", "\"\(field.name)\" is reserved")
      }
      guard field.choices.count <= mostChoices else {
        throw ServiceError(
          .invalid, "\(path).enum", "there are \(field.choices.count); it may be \(mostChoices)")
      }
    }
  }

  private static func check(
    _ stretches: [SegmentDefinition.Stretch], _ path: String
  ) throws(ServiceError) {
    let order = stretches.indices.sorted { stretches[$0].start < stretches[$1].start }
    for place in order where stretches[place].end <= stretches[place].start {
      throw ServiceError(
        .invalid, "\(path).time_ranges[\(place)]", "it ends before it starts")
    }
    for (a, b) in zip(order, order.dropFirst()) where stretches[b].start < stretches[a].end {
      throw ServiceError(
        .invalid, "\(path).time_ranges[\(b)]", "it overlaps time_ranges[\(a)]")
    }
  }
}
