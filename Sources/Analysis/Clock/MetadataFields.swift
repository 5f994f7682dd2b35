internal import JSON
internal import MediaTypes
internal import Models

/// Gives metadata every field of its definition, with times inside the video.
struct MetadataFields {
  private let definition: SegmentDefinition
  private let longest: Double

  init(_ definition: SegmentDefinition, duration video: VideoFacts) {
    self.definition = definition
    longest = video.seconds(video.range.end)
  }

  /// The metadata with an empty value for each field that lacks one, and the names of those.
  func completed(_ metadata: JSONValue?) -> (metadata: JSONValue, empty: [String]) {
    var empty: [String] = []
    let members = definition.fields.map { field -> JSONValue.Member in
      if let value = metadata?[field.name].flatMap({ usable($0, field) }) {
        return .init(field.name, value)
      }
      empty.append(field.name)
      return .init(field.name, field.emptyValue)
    }
    return (.object(members), empty)
  }

  /// The value, if it is one of the field's kind.
  private func usable(_ value: JSONValue, _ field: SegmentField) -> JSONValue? {
    switch field.kind {
    case .string:
      guard let words = value.asText, field.choices.isEmpty || field.choices.contains(words) else {
        return nil
      }
      return value
    case .boolean: return value.asFlag == nil ? nil : value
    case .number: return value.asNumber == nil ? nil : value
    case .integer: return value.asInteger.map { .integer($0) }
    case .timestamp:
      return TimeReading.seconds(value).map { .number(min(max($0, 0), longest)) }
    case .array(let item):
      return value.asList.map { values in
        .list(values.filter { item.holds($0) && (field.choices.isEmpty || isChoice($0, field)) })
      }
    }
  }

  private func isChoice(_ value: JSONValue, _ field: SegmentField) -> Bool {
    value.asText.map(field.choices.contains) ?? true
  }
}

extension SegmentField {
  /// What stands where nothing is known.
  fileprivate var emptyValue: JSONValue {
    switch kind {
    case .string: .text(choices.first ?? "")
    case .boolean: false
    case .number, .integer, .timestamp: 0
    case .array: []
    }
  }
}

extension SegmentField.Item {
  /// Whether a list of this kind may hold the value.
  fileprivate func holds(_ value: JSONValue) -> Bool {
    switch self {
    case .string: value.asText != nil
    case .number: value.asNumber != nil
    case .boolean: value.asFlag != nil
    case .integer: value.asInteger != nil
    }
  }
}
