extension JSONValue {
  /// The words; nil for anything else.
  public var asText: String? { if case .text(let words) = self { words } else { nil } }
  /// True or false; nil for anything else.
  public var asFlag: Bool? { if case .flag(let isTrue) = self { isTrue } else { nil } }
  /// The values; nil for anything but a list.
  public var asList: [JSONValue]? { if case .list(let values) = self { values } else { nil } }
  /// The named values; nil for anything but an object.
  public var asMembers: [Member]? { if case .object(let members) = self { members } else { nil } }
  /// Whether it is `null`.
  public var isNull: Bool { self == .null }

  /// The number, whole or not; nil for anything else.
  public var asNumber: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  /// The whole number, also where it was written with a fraction of zero; nil for anything else.
  public var asInteger: Int64? {
    switch self {
    case .integer(let number): number
    case .number(let number): Int64(exactly: number)
    default: nil
    }
  }

  /// The member of that name; nil if there is none, and for anything but an object.
  public subscript(name: String) -> JSONValue? {
    asMembers?.first { $0.name == name }?.value
  }

  /// Makes an object of those members that have a value, in order.
  public static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(members.compactMap { name, value in value.map { Member(name, $0) } })
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// Makes words.
  public init(stringLiteral words: String) { self = .text(words) }
  /// Makes true or false.
  public init(booleanLiteral isTrue: Bool) { self = .flag(isTrue) }
  /// Makes a whole number.
  public init(integerLiteral number: Int64) { self = .integer(number) }
  /// Makes a number.
  public init(floatLiteral number: Double) { self = .number(number) }
  /// Makes a list.
  public init(arrayLiteral values: JSONValue...) { self = .list(values) }
  /// Makes an object; the members keep their order.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }
}

extension JSONValue {
  /// The nearest number with so many decimals.
  package static func rounded(_ number: Double, toPlaces places: Int) -> JSONValue {
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    return .number((number * scale).rounded() / scale)
  }
}
