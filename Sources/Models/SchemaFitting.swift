internal import JSON

/// One walk over a value that brings it into the shape of a schema.
struct SchemaFitting {
  let root: JSONValue
  private(set) var changes: [SchemaCheck.Complaint] = []

  init(root: JSONValue) { self.root = root }

  mutating func fit(
    _ value: JSONValue, _ schema: JSONValue, _ place: JSONPointer, depth: Int
  ) -> JSONValue {
    guard depth < SchemaCheck.mostDepth else { return value }
    if let reference = schema["$ref"]?.asText, let meant = root.definition(at: reference) {
      return fit(value, meant, place, depth: depth + 1)
    }
    if let choices = schema["anyOf"]?.asList {
      return fitToAny(value, choices, place, depth)
    }
    let types = schema.typeNames
    var value = value
    if !types.isEmpty, !types.contains(where: { value.isOf(type: $0, schema) }) {
      guard let turned = types.lazy.compactMap({ value.turned(into: $0) }).first else {
        return value
      }
      note(place, "\(value.text.prefix(80)) became \(turned.text.prefix(80))")
      value = turned
    }
    if types == ["integer"], let whole = value.asInteger { value = .integer(whole) }
    if let choices = schema["enum"]?.asList { value = choice(value, choices, place) }
    if let values = value.asList, let items = schema["items"] {
      return .list(
        values.enumerated().map { fit($1, items, place.at($0), depth: depth + 1) })
    }
    if let members = value.asMembers, let properties = schema["properties"]?.asMembers {
      return object(members, properties, place, depth)
    }
    return value
  }

  private mutating func fitToAny(
    _ value: JSONValue, _ choices: [JSONValue], _ place: JSONPointer, _ depth: Int
  ) -> JSONValue {
    for choice in choices {
      var run = SchemaCheckRun(root: root)
      var fitting = SchemaFitting(root: root)
      let fitted = fitting.fit(value, choice, place, depth: depth + 1)
      run.check(fitted, choice, place, depth: depth + 1)
      if run.complaints.isEmpty {
        changes += fitting.changes
        return fitted
      }
    }
    return value
  }

  private mutating func object(
    _ members: [JSONValue.Member], _ properties: [JSONValue.Member], _ place: JSONPointer,
    _ depth: Int
  ) -> JSONValue {
    let named = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
    let known = Set(properties.map(\.name))
    for member in members where !known.contains(member.name) {
      note(place.at(member.name), "nobody asked for it")
    }
    return .object(
      properties.compactMap { property in
        named[property.name].map { value in
          let inside = place.at(property.name)
          let whole = wholeSeconds(value, property, inside) ?? value
          return JSONValue.Member(
            property.name, fit(whole, property.value, inside, depth: depth + 1))
        }
      })
  }

  /// Where a time in whole seconds is wanted, the nearest to one with a fraction.
  private mutating func wholeSeconds(
    _ value: JSONValue, _ property: JSONValue.Member, _ place: JSONPointer
  ) -> JSONValue? {
    guard ["start_time", "end_time"].contains(property.name),
      property.value.typeNames == ["integer"], value.asInteger == nil,
      let whole = value.asNumber.flatMap({ Int64(exactly: $0.rounded()) })
    else { return nil }
    note(place, "\(value.text) became \(whole)")
    return .integer(whole)
  }

  private mutating func choice(
    _ value: JSONValue, _ choices: [JSONValue], _ place: JSONPointer
  ) -> JSONValue {
    guard let words = value.asText, !choices.contains(where: value.isSame) else { return value }
    let plain = Self.plain(words)
    let near = choices.filter { $0.asText.map(Self.plain) == plain }
    guard near.count == 1, let meant = near.first else { return value }
    note(place, "\(value.text.prefix(80)) became \(meant.text)")
    return meant
  }

  /// Letters and digits alone, in small letters.
  private static func plain(_ words: String) -> String {
    words.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  private mutating func note(_ place: JSONPointer, _ message: String) {
    changes.append(.init(pointer: place.text, message: message))
  }
}

extension JSONValue {
  /// The value as one of another type, where it can only be meant so.
  fileprivate func turned(into type: String) -> JSONValue? {
    switch (type, self) {
    case ("integer", .text(let words)): Int64(words.trimmed).map { .integer($0) }
    case ("number", .text(let words)):
      Double(words.trimmed).flatMap { $0.isFinite ? .number($0) : nil }
    case ("boolean", .text(let words)):
      ["true": true, "yes": true, "false": false, "no": false][words.trimmed.lowercased()]
        .map { .flag($0) }
    case ("string", .integer), ("string", .number): .text(text)
    case ("array", .text), ("array", .integer), ("array", .number), ("array", .flag): .list([self])
    default: nil
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    let inside = drop(while: \.isWhitespace)
    return String(inside.reversed().drop(while: \.isWhitespace).reversed())
  }
}
