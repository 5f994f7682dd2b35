internal import JSON

/// Puts JSON Schema into the words of OpenAPI that `responseSchema` takes.
///
/// References are replaced by what they mean, and `null` among types becomes `nullable`. What cannot be said there is
/// left out: the prompt shows the whole schema, and every answer is checked by it.
struct GeminiSchema {
  private let root: JSONValue
  /// How much more may be written: references can make much of little.
  private var left = mostParts

  /// The schema in the words of OpenAPI.
  static func inOpenAPI(_ schema: JSONValue) -> JSONValue {
    var translation = GeminiSchema(root: schema)
    return translation.translated(schema, depth: 0)
  }

  private init(root: JSONValue) { self.root = root }

  private mutating func translated(_ schema: JSONValue, depth: Int) -> JSONValue {
    guard depth < Self.mostDepth, left > 0 else { return ["type": "OBJECT"] }
    left -= 1
    if let meant = schema["$ref"]?.asText.flatMap(definition) {
      return translated(meant, depth: depth + 1)
    }
    var members: [JSONValue.Member] = []
    let types = schema["type"].map {
      $0.asText.map { [$0] } ?? $0.asList?.compactMap(\.asText) ?? []
    }
    var choices = schema["anyOf"]?.asList ?? []
    var isNullable = types?.contains("null") ?? false
    let values = (types ?? []).filter { $0 != "null" }
    if values.count > 1 { choices = values.map { ["type": .text($0)] } }
    let others = choices.filter { $0["type"]?.asText != "null" }
    if others.count < choices.count { isNullable = true }
    if others.count == 1, let only = others.first?.asMembers {
      // A choice between one thing and nothing is that thing, or null.
      members = translated(.object(only), depth: depth + 1).asMembers ?? []
    } else if others.count > 1 {
      let list = others.map { self.translated($0, depth: depth + 1) }
      members.append(.init("anyOf", .list(list)))
    } else if let type = values.first {
      members.append(.init("type", .text(type.uppercased())))
    }
    members += details(of: schema, depth)
    if isNullable { members.append(.init("nullable", true)) }
    return .object(members)
  }

  private mutating func details(of schema: JSONValue, _ depth: Int) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    for name in Self.kept {
      if let value = schema[name] { members.append(.init(name, value)) }
    }
    let choices = schema["enum"]?.asList ?? schema["const"].map { [$0] } ?? []
    let words = choices.compactMap(\.asText)
    if !words.isEmpty, words.count == choices.count {
      members.append(.init("enum", .list(choices)))
    }
    if let items = schema["items"] {
      members.append(.init("items", translated(items, depth: depth + 1)))
    }
    if let properties = schema["properties"]?.asMembers, !properties.isEmpty {
      let inner = properties.map {
        JSONValue.Member($0.name, translated($0.value, depth: depth + 1))
      }
      members.append(.init("properties", .object(inner)))
      members.append(.init("propertyOrdering", .list(properties.map { .text($0.name) })))
    }
    return members
  }

  private func definition(at reference: String) -> JSONValue? {
    let start = "#/$defs/"
    guard reference.hasPrefix(start) else { return nil }
    let name = reference.dropFirst(start.count).replacing("~1", with: "/").replacing(
      "~0", with: "~")
    return root["$defs"]?[String(name)]
  }

  /// Deeper there are only references that go in circles.
  private static let mostDepth = 32
  private static let mostParts = 2000
  /// What means the same in both.
  private static let kept = [
    "description", "title", "required", "minItems", "maxItems", "minimum", "maximum", "minLength",
    "maxLength", "pattern",
  ]
}
