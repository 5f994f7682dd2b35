/// What a client called something, fit to be shown and to be the name of a file.
struct SourceName: Sendable, Equatable {
  /// The name: letters, digits and a few signs, at most 120 bytes, hidden in no folder and no option anywhere.
  let text: String

  /// Takes the last part of a URL's path.
  init(ofURL url: String) {
    let text = url.utf8
    let beginning = text.firstRange(of: "://".utf8)?.upperBound ?? text.startIndex
    let address = text[beginning...].prefix { !"?#".utf8.contains($0) }
    let path = address.drop { $0 != UInt8(ascii: "/") }
    self.init(String(decoding: PercentCoding.bytes(of: path), as: UTF8.self))
  }

  /// Takes the last part of a path.
  init(_ path: String) {
    let last = path.unicodeScalars.split(omittingEmptySubsequences: false) {
      $0 == "/" || $0 == "\\"
    }.last
    var name = String.UnicodeScalarView()
    for scalar in last ?? "".unicodeScalars[...] {
      if Self.isHarmless(scalar) {
        name.append(scalar)
      } else if !Self.isInvisible(scalar) {
        name.append("_")
      }
    }
    let plain = Self.trimmed(Self.shortened(Self.trimmed(String(name)[...]))[...])
    text = plain.isEmpty ? "source" : plain
  }

  /// Without what hides a file, makes an option of it, or is lost on the way.
  private static func trimmed(_ name: Substring) -> String {
    let rest = name.unicodeScalars.drop { " .-~".unicodeScalars.contains($0) || isMark($0) }
    let end = rest.lastIndex { $0 != " " && $0 != "." }.map { rest.index(after: $0) }
    return String(rest[..<(end ?? rest.startIndex)])
  }

  /// Cut in the middle, so that the ending stays.
  private static func shortened(_ name: String) -> String {
    guard name.utf8.count > longest else { return name }
    let dot = name.unicodeScalars.lastIndex(of: ".")
    let ending = dot.map { String(name.unicodeScalars[$0...]) } ?? ""
    guard ending.utf8.count <= longest / 4 else { return prefix(of: name, longest) }
    return prefix(of: name, longest - ending.utf8.count) + ending
  }

  private static func prefix(of name: String, _ bytes: Int) -> String {
    var (prefix, left) = (String.UnicodeScalarView(), bytes)
    for scalar in name.unicodeScalars {
      left -= UTF8.width(scalar)
      guard left >= 0 else { break }
      prefix.append(scalar)
    }
    return String(prefix)
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return Character(scalar).isLetter || Character(scalar).isNumber
        || " -_.,()[]+=@~".unicodeScalars.contains(scalar)
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
      return true
    default: return false
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    [.nonspacingMark, .spacingMark].contains(scalar.properties.generalCategory)
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    [.control, .format].contains(scalar.properties.generalCategory)
  }

  private static let longest = 120
}
