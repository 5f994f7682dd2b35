/// Walks over the bytes of a text, and remembers the first thing that is wrong.
///
/// After a failure everything that is open is closed with what it holds, so one walk serves those who want all
/// or nothing and those who want what there is.
struct JSONScanner {
  private let bytes: [UInt8]
  private let mostDepth: Int
  private(set) var place = 0
  private(set) var failure: JSONError?
  /// The line of each value by its pointer; nil where nobody wants to know.
  private(set) var lines: [String: Int]?
  private var pointer = ""
  private var counted = (place: 0, line: 1)

  init(_ bytes: [UInt8], mostDepth: Int, notesLines: Bool = false) {
    (self.bytes, self.mostDepth) = (bytes, mostDepth)
    if notesLines { lines = [:] }
    // A mark of the byte order is not JSON, but Windows programs write it.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  var isAtEnd: Bool { place >= bytes.count }
  private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

  mutating func fail(_ message: String) {
    guard failure == nil else { return }
    let before = bytes[..<min(place, bytes.count)]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    failure = JSONError(message: message, line: line, column: before.count - lineStart + 1)
  }

  mutating func skipSpace() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
  }

  /// The value that the text consists of.
  mutating func wholeValue() -> JSONValue? {
    let value = value(depth: 0, isItem: false)
    skipSpace()
    if !isAtEnd { fail("there is something behind the value") }
    return value
  }

  /// The value that begins here; nil if it is not whole and not a container that may be kept in part.
  mutating func value(depth: Int, isItem: Bool) -> JSONValue? {
    skipSpace()
    guard let byte else {
      fail("a value is missing")
      return nil
    }
    if lines != nil { noteLine() }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard depth < mostDepth else {
        fail("lists and objects lie more than \(mostDepth) deep in each other")
        return nil
      }
      place += 1
      return byte == UInt8(ascii: "{")
        ? object(depth: depth, isItem: isItem) : list(depth: depth, isItem: isItem)
    case UInt8(ascii: "\""): return string().map { .text($0) }
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return number(isInside: depth > 0)
    case UInt8(ascii: "t"): return word("true", .flag(true))
    case UInt8(ascii: "f"): return word("false", .flag(false))
    case UInt8(ascii: "n"): return word("null", .null)
    default:
      fail("a value cannot begin with this")
      return nil
    }
  }

  private mutating func noteLine() {
    counted.line += bytes[counted.place..<place].count { $0 == UInt8(ascii: "\n") }
    counted.place = place
    lines?[pointer] = counted.line
  }

  /// The value that begins here, under a name or a number in what holds it.
  private mutating func value(
    under name: @autoclosure () -> String, depth: Int, isItem: Bool
  ) -> JSONValue? {
    guard lines != nil else { return value(depth: depth, isItem: isItem) }
    let outer = pointer
    defer { pointer = outer }
    pointer += "/" + name().replacing("~", with: "~0").replacing("/", with: "~1")
    return value(depth: depth, isItem: isItem)
  }

  private mutating func list(depth: Int, isItem: Bool) -> JSONValue? {
    var values: [JSONValue] = []
    skipSpace()
    if take("]") { return .list([]) }
    while true {
      let value = value(under: "\(values.count)", depth: depth + 1, isItem: true)
      guard failure == nil, let value else { break }
      values.append(value)
      skipSpace()
      if take("]") { return .list(values) }
      if !take(",") {
        fail(isAtEnd ? "the list is not closed" : "a comma or ] is missing")
        break
      }
    }
    return isItem ? nil : .list(values)
  }

  private mutating func object(depth: Int, isItem: Bool) -> JSONValue? {
    var members: [JSONValue.Member] = []
    var places: [String: Int] = [:]
    skipSpace()
    if take("}") { return .object([]) }
    while true {
      skipSpace()
      guard byte == UInt8(ascii: "\"") else {
        fail(isAtEnd ? "the object is not closed" : "a name in double quotes is missing")
        break
      }
      guard let name = string() else { break }
      skipSpace()
      guard take(":") else {
        fail("a colon is missing")
        break
      }
      if let value = value(under: name, depth: depth + 1, isItem: isItem) {
        if let known = places[name] {
          members[known] = .init(name, value)
        } else {
          places[name] = members.count
          members.append(.init(name, value))
        }
      }
      if failure != nil { break }
      skipSpace()
      if take("}") { return .object(members) }
      if !take(",") {
        fail(isAtEnd ? "the object is not closed" : "a comma or } is missing")
        break
      }
    }
    return isItem ? nil : .object(members)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) -> JSONValue? {
    let letters = "\(word)".utf8
    guard bytes[place...].starts(with: letters) else {
      fail("a value cannot begin with this")
      return nil
    }
    place += letters.count
    return value
  }

  private mutating func number(isInside: Bool) -> JSONValue? {
    let start = place
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }
    _ = take("-")
    let first = place
    while isDigit(byte) { place += 1 }
    var isWhole = true
    var isRight = place > first && (bytes[first] != UInt8(ascii: "0") || place == first + 1)
    if isRight, take(".") {
      isWhole = false
      isRight = isDigit(byte)
      while isDigit(byte) { place += 1 }
    }
    if isRight, take("e") || take("E") {
      isWhole = false
      if !take("-") { _ = take("+") }
      isRight = isDigit(byte)
      while isDigit(byte) { place += 1 }
    }
    // More digits might have followed.
    if isInside, isAtEnd {
      fail("the number is not followed by anything")
      return nil
    }
    let digits = String(decoding: bytes[start..<place], as: UTF8.self)
    if isRight, isWhole, let integer = Int64(digits) { return .integer(integer) }
    if isRight, let number = Double(digits), number.isFinite { return .number(number) }
    fail(isRight ? "the number is too large" : "this is no number")
    return nil
  }

  private mutating func string() -> String? {
    place += 1
    var content: [UInt8] = []
    while let byte {
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else {
          fail("the words are not UTF-8")
          return nil
        }
        place += 1
        return text
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        content += Array(String(Character(scalar)).utf8)
      case 0..<0x20:
        fail("a control character stands in words")
        return nil
      default:
        content.append(byte)
        place += 1
      }
    }
    fail("the words are not closed")
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    place += 1
    defer { if failure == nil { place += 1 } }
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return codePoint()
    default:
      fail(isAtEnd ? "the words are not closed" : "no character is escaped like this")
      return nil
    }
  }

  /// Reads from the `u` to the last digit; half of a surrogate pair becomes U+FFFD.
  private mutating func codePoint() -> Unicode.Scalar? {
    guard let unit = unit() else { return nil }
    if let scalar = Unicode.Scalar(unit) { return scalar }
    if unit < 0xDC00, bytes[place...].dropFirst().starts(with: "\\u".utf8) {
      let before = place
      place += 2
      guard let low = self.unit() else { return nil }
      if (0xDC00...0xDFFF).contains(low) {
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      }
      place = before
    }
    return "\u{FFFD}"
  }

  private mutating func unit() -> UInt32? {
    let digits = bytes[place...].dropFirst().prefix(4)
    guard digits.count == 4,
      digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else {
      fail("four hexadecimal digits are missing")
      return nil
    }
    place += 4
    return unit
  }
}
