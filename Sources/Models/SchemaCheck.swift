public import JSON

/// Compares JSON with a schema, and brings it into shape where no meaning is lost by that.
public struct SchemaCheck: Sendable {
  /// Something that does not fit.
  public struct Complaint: Sendable, Equatable {
    /// The place, as a JSON pointer into the value.
    public let pointer: String
    /// What is wrong there, in words for people.
    public let message: String
  }

  /// Deep enough for any schema that is allowed; only references that go in circles get there.
  static let mostDepth = 128

  let schema: JSONSchema

  /// Makes a check.
  public init(_ schema: JSONSchema) { self.schema = schema }

  /// Everything in the value that does not fit; empty if it fits.
  public func complaints(about value: JSONValue) -> [Complaint] {
    var run = SchemaCheckRun(root: schema.value)
    run.check(value, schema.value, JSONPointer(), depth: 0)
    return run.complaints
  }

  /// The value as the schema wants it, as far as it can be had without guessing, and what was changed for that.
  ///
  /// Members come in the order of the schema, and those that it does not name go. A number in quotes becomes a
  /// number, a whole one with a fraction of zero becomes whole, a single value becomes a list of one, and a
  /// choice is found whatever its letters' case.
  public func fitted(_ value: JSONValue) -> (value: JSONValue, changes: [Complaint]) {
    var fitting = SchemaFitting(root: schema.value)
    let fitted = fitting.fit(value, schema.value, JSONPointer(), depth: 0)
    return (fitted, fitting.changes)
  }
}

/// One walk of a check over a value.
struct SchemaCheckRun {
  let root: JSONValue
  var complaints: [SchemaCheck.Complaint] = []

  init(root: JSONValue) { self.root = root }

  mutating func check(
    _ value: JSONValue, _ schema: JSONValue, _ place: JSONPointer, depth: Int
  ) {
    guard depth < SchemaCheck.mostDepth else {
      return complain(place, "the schema refers to itself without end")
    }
    if let reference = schema["$ref"]?.asText, let meant = root.definition(at: reference) {
      check(value, meant, place, depth: depth + 1)
    }
    if let choices = schema["anyOf"]?.asList, !choices.contains(where: { fits(value, $0, depth) }) {
      complain(place, "it fits none of the schemas in anyOf")
    }
    let types = schema.typeNames
    guard types.isEmpty || types.contains(where: { value.isOf(type: $0, schema) }) else {
      return complain(
        place, "it is \(value.kindName), and must be \(types.joined(separator: " or "))")
    }
    if let choices = schema["enum"]?.asList, !choices.contains(where: value.isSame) {
      complain(place, "\(value.text.prefix(80)) is none of \(JSONValue.list(choices).text)")
    }
    if let constant = schema["const"], !constant.isSame(value) {
      complain(place, "it must be \(constant.text)")
    }
    checkNumber(value, schema, place)
    checkWords(value, schema, place)
    checkList(value, schema, place, depth)
    checkObject(value, schema, place, depth)
  }

  private func fits(_ value: JSONValue, _ schema: JSONValue, _ depth: Int) -> Bool {
    var run = SchemaCheckRun(root: root)
    run.check(value, schema, JSONPointer(), depth: depth + 1)
    return run.complaints.isEmpty
  }

  private mutating func complain(_ place: JSONPointer, _ message: String) {
    complaints.append(.init(pointer: place.text, message: message))
  }

  private mutating func checkNumber(_ value: JSONValue, _ schema: JSONValue, _ place: JSONPointer) {
    guard let number = value.asNumber else { return }
    let bounds: [(keyword: String, isKept: (Double) -> Bool)] = [
      ("minimum", { number >= $0 }), ("maximum", { number <= $0 }),
      ("exclusiveMinimum", { number > $0 }), ("exclusiveMaximum", { number < $0 }),
    ]
    for bound in bounds {
      if let limit = schema[bound.keyword]?.asNumber, !bound.isKept(limit) {
        complain(place, "\(value.text) breaks \(bound.keyword) \(limit)")
      }
    }
  }

  private mutating func checkWords(_ value: JSONValue, _ schema: JSONValue, _ place: JSONPointer) {
    guard let words = value.asText else { return }
    if let pattern = schema["pattern"]?.asText, let expression = try? Regex(pattern),
      words.firstMatch(of: expression) == nil
    {
      complain(place, "it does not match the pattern \(pattern)")
    }
    if let name = schema["format"]?.asText, schema.typeNames != ["timestamp"],
      let format = WordFormat(rawValue: name), !format.matches(words)
    {
      complain(place, "it is no \(name)")
    }
  }

  private mutating func checkList(
    _ value: JSONValue, _ schema: JSONValue, _ place: JSONPointer, _ depth: Int
  ) {
    guard let values = value.asList else { return }
    if let least = schema["minItems"]?.asInteger, values.count < least {
      complain(place, "it holds \(values.count) values, and must hold \(least)")
    }
    guard let items = schema["items"] else { return }
    for (number, item) in values.enumerated() {
      check(item, items, place.at(number), depth: depth + 1)
    }
  }

  private mutating func checkObject(
    _ value: JSONValue, _ schema: JSONValue, _ place: JSONPointer, _ depth: Int
  ) {
    guard value.asMembers != nil else { return }
    for name in schema.requiredNames where value[name] == nil {
      complain(place, "\(name) is missing")
    }
    for property in schema["properties"]?.asMembers ?? [] {
      guard let member = value[property.name] else { continue }
      check(member, property.value, place.at(property.name), depth: depth + 1)
    }
  }
}

extension JSONValue {
  /// The types that a schema allows; empty for any.
  package var typeNames: [String] {
    self["type"].map { type in
      type.asText.map { [$0] } ?? type.asList?.compactMap(\.asText) ?? []
    } ?? []
  }

  /// The members that a schema requires.
  package var requiredNames: [String] { self["required"]?.asList?.compactMap(\.asText) ?? [] }

  /// What people call this kind of value.
  var kindName: String {
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

  /// Whether it is a value of a type of JSON Schema.
  func isOf(type: String, _ schema: JSONValue) -> Bool {
    switch type {
    case "null": isNull
    case "boolean": asFlag != nil
    case "integer": asInteger != nil
    case "number": asNumber != nil
    case "string": asText != nil
    case "array": asList != nil
    case "object": asMembers != nil
    // Models write seconds; words come once the answer is put into its last form.
    case "timestamp": asNumber != nil || asText != nil
    default: false
    }
  }

  /// Whether it is the same value; 1 and 1.0 are.
  package func isSame(_ other: JSONValue) -> Bool {
    if let a = asNumber, let b = other.asNumber { return a == b }
    return self == other
  }
}
