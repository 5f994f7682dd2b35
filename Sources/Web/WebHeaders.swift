/// Header fields in their order; names compare without regard to case.
package struct WebHeaders: Sendable, Equatable {
  /// A field.
  package struct Field: Sendable, Equatable {
    /// Its name as written.
    package let name: String
    /// Its value without blanks around it.
    package let value: String
  }

  /// All fields in order.
  package private(set) var fields: [Field] = []

  /// No fields.
  package init() {}

  /// The value of the first field of that name; setting it replaces all of them.
  package subscript(name: String) -> String? {
    get { fields.first { $0.name.lowercased() == name.lowercased() }?.value }
    set {
      fields.removeAll { $0.name.lowercased() == name.lowercased() }
      if let newValue { fields.append(Field(name: name, value: newValue)) }
    }
  }

  /// Reads the lines of an answer's head, its status line first.
  init(lines: [UInt8]) {
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = String(decoding: line[..<colon], as: UTF8.self)
      let value = line[(colon + 1)...].drop(while: Self.isBlank)
      let end = value.lastIndex { !Self.isBlank($0) }.map { $0 + 1 } ?? value.startIndex
      fields.append(Field(name: name, value: String(decoding: value[..<end], as: UTF8.self)))
    }
  }

  /// Only the fields of those names.
  func only(_ names: Set<String>) -> WebHeaders {
    var kept = self
    kept.fields.removeAll { !names.contains($0.name.lowercased()) }
    return kept
  }

  /// The lines to send; nil if a name or a value could be taken for something else.
  var lines: String? {
    var lines = ""
    for field in fields {
      guard !field.name.isEmpty, field.name.utf8.allSatisfy(Self.isTokenByte),
        field.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
      else { return nil }
      // A colon and nothing would take the field out.
      lines += field.value.isEmpty ? "\(field.name);\n" : "\(field.name): \(field.value)\n"
    }
    return lines
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
