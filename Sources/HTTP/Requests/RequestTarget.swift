/// What a request asks for: a path and a query, taken apart.
struct RequestTarget: Sendable, Equatable {
  /// The path as it came.
  let path: String
  /// What lies between the slashes, decoded; `..` is a name like any other.
  let segments: [String]
  /// What is behind `?`, decoded, in order.
  let query: [QueryItem]

  /// Takes a target apart; nil for one that is none, or that decodes to no text.
  init?(_ text: String) {
    let bytes = text.utf8
    guard bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F }), !bytes.contains(UInt8(ascii: "#")) else {
      return nil
    }
    var rest = Substring(text)
    // A client may write the whole address, as to a proxy.
    for scheme in ["http://", "https://"] where rest.lowercased().hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count).drop { $0 != "/" && $0 != "?" }
      if !rest.hasPrefix("/") { rest = "/" + rest }
    }
    guard rest.hasPrefix("/") else { return nil }
    let (path, query) = rest.halves(at: "?")
    self.path = String(path)
    var segments: [String] = []
    for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let segment = part.percentDecoded(plusIsBlank: false) else { return nil }
      segments.append(segment)
    }
    self.segments = segments
    var items: [QueryItem] = []
    for part in (query ?? "").split(separator: "&") {
      let (name, value) = part.halves(at: "=")
      guard let name = name.percentDecoded(plusIsBlank: true),
        let value = (value ?? "").percentDecoded(plusIsBlank: true)
      else { return nil }
      items.append(QueryItem(name: name, value: value))
    }
    self.query = items
  }
}

/// A name and a value of a query.
package struct QueryItem: Sendable, Equatable {
  /// The name, decoded.
  package let name: String
  /// The value, decoded; empty where there is none.
  package let value: String
}

extension Substring {
  /// What is before a sign and what is behind it.
  func halves(at sign: Character) -> (Substring, Substring?) {
    guard let place = firstIndex(of: sign) else { return (self, nil) }
    return (self[..<place], self[index(after: place)...])
  }

  /// The text with `%41` turned into `A`; nil if that is not UTF-8, or has a zero in it.
  func percentDecoded(plusIsBlank: Bool) -> String? {
    var decoded: [UInt8] = []
    var bytes = utf8[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = bytes.popFirst()?.hexDigit, let low = bytes.popFirst()?.hexDigit else {
          return nil
        }
        decoded.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsBlank: decoded.append(0x20)
      default: decoded.append(byte)
      }
    }
    return decoded.contains(0) ? nil : String(validating: decoded, as: UTF8.self)
  }
}

extension UInt8 {
  /// What the letter counts as a hexadecimal digit.
  fileprivate var hexDigit: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
