package import JSON

/// What a schema must keep to.
struct SchemaRules {
  private static let types: Set<String> = [
    "array", "boolean", "integer", "null", "number", "object", "string", "timestamp",
  ]
  private static let unsupported = [
    "minLength": "String length constraints", "maxLength": "String length constraints",
    "additionalProperties": "Additional properties", "uniqueItems": "Unique items",
    "maxItems": "Array length constraints",
  ]
  private static let formats: Set<String> = ["uuid", "date-time", "date", "time"]
  private static let longestPattern = 512
  private static let mostDepth = 32

  let root: JSONValue

  func check() throws(JSONSchemaError) {
    guard root.asMembers != nil else { throw invalid(JSONPointer(), "a schema must be an object") }
    try check(root, JSONPointer(), TimestampPlace.root, depth: 0)
    if let definitions = root["$defs"] {
      let place = JSONPointer().at("$defs")
      guard let members = definitions.asMembers else {
        throw invalid(place, "$defs must be an object")
      }
      for member in members {
        try check(member.value, place.at(member.name), .elsewhere, depth: 1)
      }
    }
  }

  private func check(
    _ schema: JSONValue, _ place: JSONPointer, _ kind: TimestampPlace, depth: Int
  ) throws(JSONSchemaError) {
    guard schema.asMembers != nil else { throw invalid(place, "a schema must be an object") }
    guard depth <= Self.mostDepth else {
      throw unsupported(place, "schemas may lie \(Self.mostDepth) deep in each other")
    }
    for (keyword, name) in Self.unsupported.sorted(by: { $0.key < $1.key })
    where schema[keyword] != nil {
      throw unsupported(place, "\(name) (\(keyword)) are not supported.", keyword)
    }
    for keyword in ["oneOf", "allOf", "not", "if", "patternProperties", "prefixItems"]
    where schema[keyword] != nil {
      throw unsupported(
        place, "\(keyword) is not supported; of compositions there is anyOf.", keyword)
    }
    let types = try checkType(schema, place, kind)
    try checkReference(schema, place)
    try checkNumbers(schema, place, types)
    try checkWords(schema, place, types)
    if let choices = schema["enum"] {
      guard let list = choices.asList, !list.isEmpty else {
        throw invalid(place.at("enum"), "enum must be a list with at least one value")
      }
      guard list.allSatisfy(Self.isPlain) else {
        throw unsupported(place.at("enum"), "enum may hold words, numbers, truths and null")
      }
    }
    if let constant = schema["const"], !Self.isPlain(constant) {
      throw unsupported(place.at("const"), "const may be words, a number, a truth or null")
    }
    try checkList(schema, place, kind, depth)
    try checkObject(schema, place, kind, depth)
    if let choices = schema["anyOf"] {
      guard let list = choices.asList, !list.isEmpty else {
        throw invalid(place.at("anyOf"), "anyOf must be a list with at least one schema")
      }
      for (number, choice) in list.enumerated() {
        try check(choice, place.at("anyOf").at(number), .elsewhere, depth: depth + 1)
      }
    }
  }

  private func checkType(
    _ schema: JSONValue, _ place: JSONPointer, _ kind: TimestampPlace
  ) throws(JSONSchemaError) -> [String] {
    guard let type = schema["type"] else { return [] }
    let names = type.asText.map { [$0] } ?? type.asList?.compactMap(\.asText) ?? []
    guard !names.isEmpty, type.asList.map({ $0.count == names.count }) ?? true,
      names.allSatisfy(Self.types.contains)
    else {
      throw invalid(
        place.at("type"), "the type must be one of \(Self.types.sorted().joined(separator: ", "))")
    }
    if names.contains("timestamp") {
      guard names.count == 1, kind.mayBeTimestamp else {
        throw invalid(
          place.at("type"),
          "timestamp may be the type of a property of the answer, or of the items of a list in it")
      }
      guard TimestampFormat(rawValue: schema["format"]?.asText ?? "") != nil else {
        throw invalid(
          place.at("format"),
          "format is required for timestamp type; allowed values: seconds, hh:mm:ss, hh:mm:ss.fff")
      }
    }
    return names
  }

  private func checkReference(
    _ schema: JSONValue, _ place: JSONPointer
  ) throws(JSONSchemaError) {
    guard let reference = schema["$ref"] else { return }
    guard let text = reference.asText, root.definition(at: text) != nil else {
      throw invalid(place.at("$ref"), "$ref must name a schema in #/$defs")
    }
  }

  private func checkNumbers(
    _ schema: JSONValue, _ place: JSONPointer, _ types: [String]
  ) throws(JSONSchemaError) {
    for keyword in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] {
      guard let bound = schema[keyword] else { continue }
      guard bound.asNumber != nil else {
        throw invalid(place.at(keyword), "\(keyword) must be a number")
      }
      guard types.contains("integer") else {
        throw unsupported(place.at(keyword), "\(keyword) is supported for the type integer alone")
      }
    }
    if schema["multipleOf"] != nil {
      throw unsupported(place.at("multipleOf"), "multipleOf is not supported")
    }
  }

  private func checkWords(
    _ schema: JSONValue, _ place: JSONPointer, _ types: [String]
  ) throws(JSONSchemaError) {
    if let pattern = schema["pattern"] {
      guard let text = pattern.asText, (try? Regex<AnyRegexOutput>(text)) != nil else {
        throw invalid(place.at("pattern"), "pattern must be a regular expression")
      }
      guard text.utf8.count <= Self.longestPattern else {
        throw unsupported(
          place.at("pattern"), "a pattern may be \(Self.longestPattern) bytes long")
      }
    }
    if let format = schema["format"], types != ["timestamp"] {
      guard let text = format.asText else {
        throw invalid(place.at("format"), "format must be a word")
      }
      guard Self.formats.contains(text) else {
        throw unsupported(
          place.at("format"),
          "format may be \(Self.formats.sorted().joined(separator: ", "))")
      }
    }
  }

  private func checkList(
    _ schema: JSONValue, _ place: JSONPointer, _ kind: TimestampPlace, _ depth: Int
  ) throws(JSONSchemaError) {
    if let least = schema["minItems"], least != .integer(0), least != .integer(1) {
      throw unsupported(place.at("minItems"), "minItems may be 0 or 1")
    }
    guard let items = schema["items"] else { return }
    try check(items, place.at("items"), kind.ofItems, depth: depth + 1)
  }

  private func checkObject(
    _ schema: JSONValue, _ place: JSONPointer, _ kind: TimestampPlace, _ depth: Int
  ) throws(JSONSchemaError) {
    if let required = schema["required"] {
      guard let list = required.asList, list.allSatisfy({ $0.asText != nil }) else {
        throw invalid(place.at("required"), "required must be a list of names")
      }
    }
    guard let properties = schema["properties"] else { return }
    guard let members = properties.asMembers else {
      throw invalid(place.at("properties"), "properties must be an object")
    }
    for member in members {
      let inside = place.at("properties").at(member.name)
      try check(member.value, inside, kind.ofProperties, depth: depth + 1)
      if member.name == "start_time" || member.name == "end_time" {
        try checkReserved(member.value, inside)
      }
    }
  }

  /// The names that always mean times in the video.
  private func checkReserved(
    _ schema: JSONValue, _ place: JSONPointer
  ) throws(JSONSchemaError) {
    let type = schema["type"]?.asText
    let isTime =
      type == "number" || type == "integer" || type == "timestamp"
      || type == "string" && schema["format"] == nil
    guard isTime else {
      throw invalid(
        place, "start_time and end_time are times: number, integer, timestamp or a plain string")
    }
  }

  private static func isPlain(_ value: JSONValue) -> Bool {
    value.asList == nil && value.asMembers == nil
  }

  private func invalid(_ place: JSONPointer, _ message: String) -> JSONSchemaError {
    JSONSchemaError(code: .invalid, pointer: place.text, message: message, keyword: nil)
  }

  private func unsupported(
    _ place: JSONPointer, _ message: String, _ keyword: String? = nil
  ) -> JSONSchemaError {
    JSONSchemaError(code: .unsupported, pointer: place.text, message: message, keyword: keyword)
  }
}

/// Where in a schema one stands, as far as the type `timestamp` minds.
private enum TimestampPlace {
  case root, property, item, itemProperty, elsewhere

  var mayBeTimestamp: Bool { self == .property || self == .itemProperty }
  var ofProperties: TimestampPlace {
    switch self {
    case .root: .property
    case .item: .itemProperty
    case .property, .itemProperty, .elsewhere: .elsewhere
    }
  }
  var ofItems: TimestampPlace { self == .property ? .item : .elsewhere }
}

extension JSONValue {
  /// The schema that a reference such as `#/$defs/name` means.
  package func definition(at reference: String) -> JSONValue? {
    guard reference.hasPrefix("#/$defs/") else { return nil }
    let name = reference.dropFirst("#/$defs/".count)
    guard !name.contains("/") else { return nil }
    return self["$defs"]?[String(name).replacing("~1", with: "/").replacing("~0", with: "~")]
  }
}
