package import JSON

/// Turns the parts of a form into the document that they stand for: `fallbacks[][provider]` is a member of a list's last
/// object.
package enum VideoForm {
  /// The document of parts that are texts, in order.
  package static func document(_ parts: [(name: String, text: String)]) -> JSONValue {
    var members: [JSONValue.Member] = []
    for part in parts {
      let path = path(of: part.name)
      guard let name = path.first, path.count <= mostDepth else { continue }
      let leaf = value(part.text, of: name)
      let place = members.firstIndex { $0.name == name }
      let value = put(leaf, at: path.dropFirst(), into: place.map { members[$0].value })
      if let place {
        members[place] = .init(name, value)
      } else {
        members.append(.init(name, value))
      }
    }
    return .object(members)
  }

  /// The names in `a[][b]`: `a`, nothing and `b`.
  private static func path(of name: String) -> [String] {
    guard let open = name.firstIndex(of: "["), name.hasSuffix("]"), open != name.startIndex else {
      return [name]
    }
    let rest = name[name.index(after: open)...].dropLast()
    return [String(name[..<open])]
      + rest.split(separator: "][", omittingEmptySubsequences: false)
      .map(String.init)
  }

  private static func put(
    _ leaf: JSONValue, at path: ArraySlice<String>, into old: JSONValue?
  ) -> JSONValue {
    guard let step = path.first else { return leaf }
    let rest = path.dropFirst()
    guard step.isEmpty || step.utf8.allSatisfy(\.isDigit) else {
      var members = old?.asMembers ?? []
      let place = members.firstIndex { $0.name == step }
      let value = put(leaf, at: rest, into: place.map { members[$0].value })
      if let place {
        members[place] = .init(step, value)
      } else {
        members.append(.init(step, value))
      }
      return .object(members)
    }
    var values = old?.asList ?? []
    // A member that the last object has already begins another one.
    let place = Int(step) ?? values.count - 1
    let belongs =
      values.indices.contains(place) && rest.first.map { values[place][$0] == nil } ?? false
    if belongs {
      values[place] = put(leaf, at: rest, into: values[place])
    } else {
      values.append(put(leaf, at: rest, into: nil))
    }
    return .list(values)
  }

  /// A form knows only texts: what stands for something else is read so.
  private static func value(_ text: String, of name: String) -> JSONValue {
    switch name {
    case "seed": Int64(text).map { .integer($0) } ?? .text(text)
    case "audio":
      switch text.lowercased() {
      case "true", "1": true
      case "false", "0": false
      default: .text(text)
      }
    default: .text(text)
    }
  }

  private static let mostDepth = 4
}
