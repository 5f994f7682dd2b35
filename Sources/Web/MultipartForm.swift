/// A form of several parts, files among them, as `multipart/form-data`.
package struct MultipartForm: Sendable {
  private struct Part: Sendable {
    let head: String
    let body: [UInt8]
  }

  private let boundary: String
  private var parts: [Part] = []

  /// Makes an empty form; its boundary is drawn so that no part holds it.
  package init(using generator: inout some RandomNumberGenerator) {
    let number = (UInt128(generator.next() as UInt64) << 64) | UInt128(generator.next() as UInt64)
    boundary = "shotlog-" + String(number, radix: 36)
  }

  /// Makes an empty form.
  package init() {
    var generator = SystemRandomNumberGenerator()
    self.init(using: &generator)
  }

  /// Adds a field.
  package mutating func add(_ name: String, _ value: String) {
    parts.append(
      Part(head: "name=\"\(Self.quoted(name))\"\r\n", body: Array(value.utf8)))
  }

  /// Adds a file that is in memory.
  package mutating func add(_ name: String, file: String, type: String, _ bytes: [UInt8]) {
    let type = String(decoding: type.utf8.filter { $0 >= 0x20 }, as: UTF8.self)
    let head =
      "name=\"\(Self.quoted(name))\"; filename=\"\(Self.quoted(file))\"\r\nContent-Type: \(type)\r\n"
    parts.append(Part(head: head, body: bytes))
  }

  /// What `Content-Type` is to say.
  package var contentType: String { "multipart/form-data; boundary=\(boundary)" }

  /// The body to send.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parts.reduce(100) { $0 + $1.head.utf8.count + $1.body.count + 100 })
    for part in parts {
      bytes += "--\(boundary)\r\nContent-Disposition: form-data; \(part.head)\r\n".utf8
      bytes += part.body
      bytes += "\r\n".utf8
    }
    bytes += "--\(boundary)--\r\n".utf8
    return bytes
  }

  /// As browsers write names that could end a line or a quotation.
  private static func quoted(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { quoted, scalar in
      switch scalar {
      case "\"": quoted += "%22"
      case "\r": quoted += "%0D"
      case "\n": quoted += "%0A"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
  }
}
