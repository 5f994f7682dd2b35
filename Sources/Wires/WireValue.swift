package import JSON

/// A value of a document that is being read, and where it stands.
package struct WireValue: Sendable {
  /// What `null` means to a service.
  package enum Nulls: Sendable {
    /// The same as a member that is not there.
    case meanNothing
    /// A value, of the wrong kind nearly everywhere.
    case areValues
  }

  /// The value.
  package let json: JSONValue
  /// Where it stands, from the document's root.
  package let path: String
  private let nulls: Nulls

  /// Begins to read a document.
  package init(_ json: JSONValue, nulls: Nulls = .meanNothing) {
    self.init(json, at: "", nulls: nulls)
  }

  private init(_ json: JSONValue, at path: String, nulls: Nulls) {
    (self.json, self.path, self.nulls) = (json, path, nulls)
  }

  /// The member of that name; nil if there is none.
  package subscript(name: String) -> WireValue? {
    guard let member = json[name], !(nulls == .meanNothing && member.isNull) else { return nil }
    return WireValue(member, at: place(of: name), nulls: nulls)
  }

  /// The member of that name, which must be there.
  package func member(_ name: String) throws(WireError) -> WireValue {
    guard let member = self[name] else { throw WireError(place(of: name), .required) }
    return member
  }

  /// Where a member of that name stands.
  package func place(of name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  /// Refuses anything but an object, and members other than those named if `known` is given.
  package func mustBeObject(of known: [String]? = nil) throws(WireError) {
    guard let members = json.asMembers else { throw WireError(path, .kind(.object)) }
    guard let known else { return }
    for member in members where !known.contains(member.name) {
      throw WireError(place(of: member.name), .unknown)
    }
  }

  /// The words.
  package func string() throws(WireError) -> String { try value(json.asText, .string) }
  /// True or false.
  package func boolean() throws(WireError) -> Bool { try value(json.asFlag, .boolean) }
  /// The number.
  package func number() throws(WireError) -> Double { try value(json.asNumber, .number) }
  /// The whole number.
  package func integer() throws(WireError) -> Int64 { try value(json.asInteger, .integer) }

  /// The values in order.
  package func array() throws(WireError) -> [WireValue] {
    try value(json.asList, .array).enumerated().map { number, value in
      WireValue(value, at: "\(path)[\(number)]", nulls: nulls)
    }
  }

  /// The object, as it is.
  package func object() throws(WireError) -> JSONValue {
    try mustBeObject()
    return json
  }

  /// One of the words that a type allows.
  package func choice<Choice>(_ type: Choice.Type = Choice.self) throws(WireError) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    guard let choice = Choice(rawValue: try string()) else {
      throw WireError(path, .choice(Choice.allCases.map(\.rawValue)))
    }
    return choice
  }

  private func value<Value>(_ value: Value?, _ kind: WireKind) throws(WireError) -> Value {
    guard let value else { throw WireError(path, .kind(kind)) }
    return value
  }
}

/// A document, or a part of one, that can be read.
package protocol WireReadable {
  /// Reads what a document holds; members that nobody knows are left out.
  init(_ value: WireValue) throws(WireError)
}

extension WireReadable {
  /// Reads a whole document.
  package init(_ json: JSONValue, nulls: WireValue.Nulls = .meanNothing) throws(WireError) {
    try self.init(WireValue(json, nulls: nulls))
  }
}

extension WireValue {
  /// A part of the document.
  package func read<Part: WireReadable>(_ type: Part.Type = Part.self) throws(WireError) -> Part {
    try Part(self)
  }

  /// A list of such parts.
  package func list<Part: WireReadable>(of type: Part.Type = Part.self) throws(WireError) -> [Part]
  {
    try array().map { value throws(WireError) in try Part(value) }
  }
}
