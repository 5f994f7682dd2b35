internal import JSON

/// Puts JSON Schema into the words of OpenAPI that `responseSchema` takes.
///
/// It takes what was made ready for Gemini, without references. What cannot be said in those words is left out: the
/// prompt shows the whole schema, and every answer is checked by it.
enum GeminiSchema {
  /// The schema in the words of OpenAPI.
  static func inOpenAPI(_ schema: JSONValue) -> JSONValue {
    let types = schema["type"].map { $0.asList ?? [$0] } ?? []
    let values = types.filter { $0 != "null" }
    // A choice between types is one between schemas there.
    let choices = values.count > 1 ? values.map { ["type": $0] } : schema["anyOf"]?.asList ?? []
    let others = choices.filter { $0["type"] != "null" }
    var members: [JSONValue.Member] = []
    if others.count == 1 {
      // A choice between one thing and nothing is that thing, or null.
      members = inOpenAPI(others[0]).asMembers ?? []
    } else if others.count > 1 {
      members.append(.init("anyOf", .list(others.map(inOpenAPI))))
    } else if let type = values.first?.asText {
      members.append(.init("type", .text(type.uppercased())))
    }
    members += details(of: schema)
    if values.count < types.count || others.count < choices.count {
      members.append(.init("nullable", true))
    }
    return .object(members)
  }

  private static func details(of schema: JSONValue) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    for name in kept {
      if let value = schema[name] { members.append(.init(name, value)) }
    }
    // Its enumerations are of words.
    let choices = schema["enum"]?.asList?.filter { !$0.isNull } ?? []
    if !choices.isEmpty, choices.allSatisfy({ $0.asText != nil }) {
      members.append(.init("enum", .list(choices)))
    }
    if let items = schema["items"] { members.append(.init("items", inOpenAPI(items))) }
    if let properties = schema["properties"]?.asMembers, !properties.isEmpty {
      let inner = properties.map { JSONValue.Member($0.name, inOpenAPI($0.value)) }
      members.append(.init("properties", .object(inner)))
      members.append(.init("propertyOrdering", .list(properties.map { .text($0.name) })))
    }
    return members
  }

  /// What means the same in both.
  private static let kept = ["description", "required", "minItems", "minimum", "maximum"]
}
