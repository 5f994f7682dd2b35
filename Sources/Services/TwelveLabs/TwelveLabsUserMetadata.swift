package import JSON

/// What a client notes of an asset: names, each with a word, a number, a truth, or a list of words.
package struct TwelveLabsUserMetadata: Sendable, Equatable {
  /// The notes; nil if there are none.
  package let json: JSONValue?

  /// Takes an object as it is sent with an asset, where words and lists that are empty mean nothing.
  package init(_ json: JSONValue) throws(TwelveLabsRefusal) {
    try self.init(members: Self.members(json))
  }

  /// Reads the words of a form that has the object as text.
  package init(text: String) throws(TwelveLabsRefusal) {
    guard let json = try? JSONReader().value(of: text) else {
      throw .invalid(Self.name, "It must be a JSON object.")
    }
    try self.init(json)
  }

  /// Reads the object out of a body of its own.
  package init(body: JSONValue) throws(TwelveLabsRefusal) {
    guard let json = body[Self.name], !json.isNull else { throw .missing(Self.name) }
    try self.init(json)
  }

  private init(members: [JSONValue.Member]) throws(TwelveLabsRefusal) {
    let kept = members.filter { !Self.isEmpty($0.value) }
    json = kept.isEmpty ? nil : .object(kept)
  }

  /// Notes with what a body changes: a name that stands with `null` goes, those that mean nothing stay as they are.
  package static func merged(
    _ body: JSONValue, into notes: JSONValue?
  ) throws(TwelveLabsRefusal) -> TwelveLabsUserMetadata {
    guard let json = body[name], !json.isNull else { throw .missing(name) }
    var merged = notes?.asMembers ?? []
    for member in try members(json) where member.value.isNull || !isEmpty(member.value) {
      let place = merged.firstIndex { $0.name == member.name }
      switch (place, member.value.isNull) {
      case (let place?, true): merged.remove(at: place)
      case (let place?, false): merged[place] = member
      case (nil, true): break
      case (nil, false): merged.append(member)
      }
    }
    return try TwelveLabsUserMetadata(members: merged)
  }

  private static let name = "user_metadata"

  private static func members(_ json: JSONValue) throws(TwelveLabsRefusal) -> [JSONValue.Member] {
    guard let members = json.asMembers else { throw .invalid(name, "It must be an object.") }
    for member in members where !isAllowed(member.value) {
      throw .invalid(
        "\(name).\(member.name)", "It must be a string, a number, a boolean or an array of strings."
      )
    }
    return members
  }

  private static func isAllowed(_ value: JSONValue) -> Bool {
    switch value {
    case .null, .flag, .integer, .number, .text: true
    case .list(let values): values.allSatisfy { $0.asText != nil }
    case .object: false
    }
  }

  private static func isEmpty(_ value: JSONValue) -> Bool {
    value.isNull || value == .text("") || value == .list([])
  }
}
