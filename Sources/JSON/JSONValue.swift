/// A JSON value whose members keep their order.
public indirect enum JSONValue: Sendable, Equatable {
  /// Nothing.
  case null
  /// True or false.
  case flag(Bool)
  /// A whole number.
  case integer(Int64)
  /// A number; one that is not finite is written as `null`.
  case number(Double)
  /// Words.
  case text(String)
  /// Values in order.
  case list([JSONValue])
  /// Named values in order; of several with the same name, the first is written.
  case object([Member])

  /// A named value.
  public struct Member: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The value.
    public let value: JSONValue

    /// Makes a member.
    public init(_ name: String, _ value: JSONValue) { (self.name, self.value) = (name, value) }
  }

  /// The value on one line, in the shortest digits that give the same numbers.
  public var text: String {
    var text = ""
    write(to: &text, indent: nil)
    return text
  }

  /// The value spread over lines for reading, indented by two spaces a level.
  public var spreadText: String {
    var text = ""
    write(to: &text, indent: 0)
    return text
  }

  /// `indent` is the depth of the value; nil writes everything on one line.
  private func write(to text: inout String, indent: Int?) {
    switch self {
    case .null: text += "null"
    case .flag(let isTrue): text += isTrue ? "true" : "false"
    case .integer(let number): text += "\(number)"
    case .number(let number): text += Self.digits(number) ?? "null"
    case .text(let words): Self.write(words, to: &text)
    case .list(let values):
      text += "["
      for (place, value) in values.enumerated() {
        if place > 0 { text += "," }
        Self.breakLine(&text, indent.map { $0 + 1 })
        value.write(to: &text, indent: indent.map { $0 + 1 })
      }
      if !values.isEmpty { Self.breakLine(&text, indent) }
      text += "]"
    case .object(let members):
      text += "{"
      var names: Set<String> = []
      for member in members where names.insert(member.name).inserted {
        if names.count > 1 { text += "," }
        Self.breakLine(&text, indent.map { $0 + 1 })
        Self.write(member.name, to: &text)
        text += indent == nil ? ":" : ": "
        member.value.write(to: &text, indent: indent.map { $0 + 1 })
      }
      if !members.isEmpty { Self.breakLine(&text, indent) }
      text += "}"
    }
  }

  private static func breakLine(_ text: inout String, _ indent: Int?) {
    guard let indent else { return }
    text += "\n" + String(repeating: "  ", count: indent)
  }

  /// The shortest digits that give the same number; nil for what JSON cannot write.
  package static func digits(_ number: Double) -> String? {
    guard number.isFinite else { return nil }
    let digits = "\(number)"
    return digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
  }

  private static func write(_ words: String, to text: inout String) {
    text += "\""
    defer { text += "\"" }
    // Nearly all words need nothing done.
    guard words.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F || $0 == 0x22 || $0 == 0x5C }) else {
      text += words
      return
    }
    for scalar in words.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      // The last two would end a line of JavaScript.
      case "\0"..<" ", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}

extension JSONValue: Encodable {
  /// Encodes the value; the encoder decides about the order of members.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .flag(let isTrue): try container.encode(isTrue)
    case .integer(let number): try container.encode(number)
    case .number(let number):
      if number.isFinite { try container.encode(number) } else { try container.encodeNil() }
    case .text(let words): try container.encode(words)
    case .list(let values): try container.encode(values)
    case .object(let members):
      // As a dictionary, so that no key strategy touches the names.
      let pairs = members.map { ($0.name, $0.value) }
      try container.encode(Dictionary(pairs) { first, _ in first })
    }
  }
}
