/// What is said of a part of a form before its content.
struct PartHead: Sendable, Equatable {
  let name: String
  let filename: String?
  let type: String?

  /// Reads header lines; nil if they do not name the part.
  init?(lines: ArraySlice<UInt8>) {
    var disposition: HeaderParameters?
    var type: String?
    for line in lines.split(separator: 0x0A) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      let end = line.last == 0x0D ? line.endIndex - 1 : line.endIndex
      guard colon < end else { return nil }
      let value = String(decoding: line[(colon + 1)..<end], as: UTF8.self)
      if name == "content-disposition" { disposition = HeaderParameters(value) }
      if name == "content-type" { type = value.trimmed }
    }
    guard let disposition, disposition.word == "form-data", let name = disposition["name"] else {
      return nil
    }
    self.name = name
    self.type = type
    filename = disposition.extended("filename") ?? disposition["filename"]
  }
}

/// A header's value of the kind `word; name="text"; name*=UTF-8''text`.
struct HeaderParameters: Sendable, Equatable {
  /// What stands first, in lower case.
  let word: String
  private var values: [String: String] = [:]

  init(_ text: String) {
    var rest = text.utf8[...]
    word = String(Substring(rest.prefix { $0 != UInt8(ascii: ";") })).trimmed.lowercased()
    rest = rest.drop { $0 != UInt8(ascii: ";") }
    while rest.popFirst() != nil {
      let name = String(
        Substring(rest.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }))
      rest = rest.drop { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
      guard rest.first == UInt8(ascii: "=") else { continue }
      rest = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
      let value = rest.first == UInt8(ascii: "\"") ? Self.quoted(&rest) : Self.plain(&rest)
      // Of two, the first counts.
      let key = name.trimmed.lowercased()
      values[key] = values[key] ?? value
      rest = rest.drop { $0 != UInt8(ascii: ";") }
    }
  }

  /// The value of a parameter.
  subscript(name: String) -> String? { values[name] }

  /// The value of a parameter that says its own character set, if that is UTF-8.
  func extended(_ name: String) -> String? {
    guard let value = values[name + "*"] else { return nil }
    let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
    return parts[2].percentDecoded(plusIsBlank: false)
  }

  private static func plain(_ rest: inout Substring.UTF8View) -> String {
    let value = rest.prefix { $0 != UInt8(ascii: ";") }
    rest = rest[value.endIndex...]
    return Substring(value).trimmed
  }

  /// Browsers write `%22` for a quote and leave backslashes alone; others write `\"`.
  private static func quoted(_ rest: inout Substring.UTF8View) -> String {
    var bytes: [UInt8] = []
    rest = rest.dropFirst()
    while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
      let next = rest.first
      let isEscape = next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\")
      if byte == UInt8(ascii: "\\"), isEscape, let next {
        bytes.append(next)
        rest = rest.dropFirst()
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self).replacing("%22", with: "\"")
      .replacing("%0D", with: "\r").replacing("%0A", with: "\n")
  }
}
