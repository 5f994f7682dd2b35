internal import JSON
internal import Models

/// Puts an answer into its last form: times as its schema wants them, members in the order that is promised.
///
/// Members named `start_time` and `end_time` are times wherever they stand, and so is whatever has the type
/// `timestamp`.
struct SchemaTimes {
  private static let reserved: Set<String> = ["start_time", "end_time"]
  /// Deep enough for any schema that is allowed; only references that go in circles get there.
  private static let mostDepth = 128

  private let root: JSONValue

  init(_ schema: JSONValue) { root = schema }

  /// The answer in its last form.
  func written(_ value: JSONValue) -> JSONValue { written(value, root, isTime: false, depth: 0) }

  private func written(
    _ value: JSONValue, _ schema: JSONValue, isTime: Bool, depth: Int
  ) -> JSONValue {
    guard depth < Self.mostDepth else { return value }
    if let name = schema["$ref"]?.asText?.split(separator: "/").last,
      let meant = root["$defs"]?[String(name)]
    {
      return written(value, meant, isTime: isTime, depth: depth + 1)
    }
    if let choice = schema["anyOf"]?.asList?.first(where: { Self.fits(value, $0) }) {
      return written(value, choice, isTime: isTime, depth: depth + 1)
    }
    switch (value, schema["type"]?.asText) {
    case (_, "timestamp"):
      guard let format = TimestampFormat(rawValue: schema["format"]?.asText ?? "") else {
        return value
      }
      return ClockText.seconds(value).map { ClockText.value($0, format) } ?? value
    case (_, "string") where isTime && schema["format"] == nil:
      return ClockText.seconds(value).map { ClockText.value($0, .exactClock) } ?? value
    case (.number(let number), "integer") where isTime:
      return Int64(exactly: number.rounded(.toNearestOrAwayFromZero)).map { .integer($0) } ?? value
    case (.list(let values), _):
      guard let items = schema["items"] else { return value }
      return .list(values.map { written($0, items, isTime: false, depth: depth + 1) })
    case (.object(let members), _):
      return .object(
        ordered(members, schema).map { member in
          guard let property = schema["properties"]?[member.name] else { return member }
          let isTime = Self.reserved.contains(member.name)
          return .init(
            member.name, written(member.value, property, isTime: isTime, depth: depth + 1))
        })
    default: return value
    }
  }

  /// As they are declared; the first that is required comes to the front.
  private func ordered(
    _ members: [JSONValue.Member], _ schema: JSONValue
  ) -> [JSONValue.Member] {
    var names = schema["properties"]?.asMembers?.map(\.name) ?? []
    let required = Set(schema["required"]?.asList?.compactMap(\.asText) ?? [])
    if let first = names.firstIndex(where: required.contains), first > 0 {
      names.insert(names.remove(at: first), at: 0)
    }
    let known = names.compactMap { name in members.first { $0.name == name } }
    return known + members.filter { !names.contains($0.name) }
  }

  private static func fits(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    switch (schema["type"]?.asText, value) {
    case (nil, _), ("object", .object), ("array", .list), ("string", .text), ("null", .null),
      ("boolean", .flag), ("number", .integer), ("number", .number), ("integer", .integer):
      true
    default: false
    }
  }
}
