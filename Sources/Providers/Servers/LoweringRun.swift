internal import JSON
internal import Models

/// One walk over a schema that brings it into a dialect's form.
struct LoweringRun {
  let root: JSONValue
  let dialect: SchemaLowering.Dialect
  private var nodes = 0
  private var optional = 0
  private var unions = 0

  init(root: JSONValue, dialect: SchemaLowering.Dialect) {
    (self.root, self.dialect) = (root, dialect)
  }

  /// Whether the schema that was walked is small enough for the dialect.
  var isWithinLimits: Bool {
    nodes <= 4000 && (dialect != .anthropic || optional <= 24 && unions <= 16)
  }

  /// The schema in the dialect's form; nil if there is none.
  mutating func lower(_ schema: JSONValue, depth: Int) -> JSONValue? {
    nodes += 1
    // References that go in circles end here.
    guard depth <= 24, nodes <= 4001, schema.asMembers != nil else { return nil }
    if let reference = schema["$ref"]?.asText {
      return root.definition(at: reference).flatMap { lower($0, depth: depth + 1) }
    }
    if let choices = schema["anyOf"]?.asList { return union(choices, schema, depth) }
    return plain(schema, depth)
  }

  private mutating func union(
    _ choices: [JSONValue], _ schema: JSONValue, _ depth: Int
  ) -> JSONValue? {
    unions += 1
    var lowered: [JSONValue] = []
    for choice in choices {
      guard let choice = lower(choice, depth: depth + 1) else { return nil }
      lowered.append(choice)
    }
    return .members([
      "description": schema["description"], "anyOf": .list(lowered),
    ])
  }

  private mutating func plain(_ schema: JSONValue, _ depth: Int) -> JSONValue? {
    guard let types = types(of: schema) else { return nil }
    if types.count > 1 { unions += 1 }
    var members = [
      JSONValue.Member("type", types.count == 1 ? .text(types[0]) : .list(types.map { .text($0) }))
    ]
    var remarks: [String] = []
    if schema.typeNames == ["timestamp"] { remarks.append("in seconds of the video") }
    for keyword in Self.limits {
      guard let value = schema[keyword], keyword != "format" || schema.typeNames != ["timestamp"]
      else {
        continue
      }
      if keeps(keyword, value) {
        members.append(.init(keyword, value))
      } else {
        remarks.append("\(keyword): \(value.text)")
      }
    }
    if let constant = schema["const"] {
      members.append(
        dialect == .gemini ? .init("enum", .list([constant])) : .init("const", constant))
    }
    if let choices = schema["enum"] { members.append(.init("enum", choices)) }
    if types.contains("array") {
      guard let items = schema["items"].map({ lower($0, depth: depth + 1) }) ?? anything else {
        return nil
      }
      members.append(.init("items", items))
    }
    if types.contains("object") {
      guard let object = object(schema, depth) else { return nil }
      members += object
    }
    let remark = remarks.isEmpty ? nil : "{\(remarks.joined(separator: ", "))}"
    let description = [schema["description"]?.asText, remark].compactMap(\.self)
    if !description.isEmpty {
      members.insert(.init("description", .text(description.joined(separator: " "))), at: 1)
    }
    return .object(members)
  }

  /// The types, or those of its choices where a schema names none; nil if none can be told.
  private func types(of schema: JSONValue) -> [String]? {
    var types = schema.typeNames.map { $0 == "timestamp" ? "number" : $0 }
    if types.isEmpty {
      let values = schema["enum"]?.asList ?? schema["const"].map { [$0] } ?? []
      for type in values.map(\.typeName) where !types.contains(type) { types.append(type) }
    }
    if types.isEmpty, schema["properties"] != nil { types = ["object"] }
    if types.isEmpty, schema["items"] != nil { types = ["array"] }
    return types.isEmpty ? nil : types
  }

  /// What may stand for values of any kind.
  private var anything: JSONValue? { dialect == .grammar ? [:] : nil }

  private mutating func object(_ schema: JSONValue, _ depth: Int) -> [JSONValue.Member]? {
    guard let properties = schema["properties"]?.asMembers else {
      return dialect == .grammar || dialect == .gemini ? [] : nil
    }
    let required = Set(schema.requiredNames)
    var lowered: [JSONValue.Member] = []
    for property in properties {
      guard var value = lower(property.value, depth: depth + 1) else { return nil }
      if !required.contains(property.name) {
        optional += 1
        if dialect == .openai { value = Self.orNull(value) }
      }
      lowered.append(.init(property.name, value))
    }
    let names = properties.map(\.name).filter { dialect == .openai || required.contains($0) }
    return [
      .init("properties", .object(lowered)), .init("required", .list(names.map { .text($0) })),
      .init("additionalProperties", false),
    ]
  }

  private static func orNull(_ schema: JSONValue) -> JSONValue {
    if SchemaLowering.takesNull(schema) { return schema }
    if schema["enum"] == nil, schema["const"] == nil, let type = schema["type"],
      let members = schema.asMembers
    {
      let types = type.asText.map { [JSONValue.text($0)] } ?? type.asList ?? []
      return .object(
        members.map { $0.name == "type" ? .init("type", .list(types + ["null"])) : $0 })
    }
    if let choices = schema["anyOf"]?.asList {
      return .members([
        "description": schema["description"], "anyOf": .list(choices + [["type": "null"]]),
      ])
    }
    return ["anyOf": [schema, ["type": "null"]]]
  }

  private static let limits = [
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "pattern", "format",
  ]

  private func keeps(_ keyword: String, _ value: JSONValue) -> Bool {
    switch (dialect, keyword) {
    case (_, "minItems"): true
    case (.gemini, "minimum"), (.gemini, "maximum"): true
    case (.grammar, "pattern"):
      value.asText.map { $0.hasPrefix("^") && $0.hasSuffix("$") } ?? false
    case (.grammar, _): true
    default: false
    }
  }
}

extension JSONValue {
  /// Its type, as JSON Schema calls it.
  fileprivate var typeName: String {
    switch self {
    case .null: "null"
    case .flag: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .text: "string"
    case .list: "array"
    case .object: "object"
    }
  }
}
