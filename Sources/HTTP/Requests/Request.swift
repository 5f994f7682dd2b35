/// A request with its body.
package struct Request: Sendable {
  /// All that came before the body.
  package let head: RequestHead
  /// The body.
  package let body: RequestBody

  /// Makes a request, as the server does.
  package init(_ head: RequestHead, body: RequestBody = .none) {
    (self.head, self.body) = (head, body)
  }
}

/// What came after a head.
package enum RequestBody: Sendable {
  /// Nothing.
  case none
  /// A small body.
  case bytes([UInt8])
  /// A large one.
  case file(SpooledFile)
  /// A form of several parts.
  case form(MultipartForm)

  /// All bytes of a body that is no form, wherever they are; a file with more than so many is an error.
  package func bytes(atMost most: Int64 = 256 << 20) async throws(HTTPError) -> [UInt8] {
    switch self {
    case .none: return []
    case .bytes(let bytes): return bytes
    case .file(let file): return try await file.bytes(atMost: most)
    case .form: throw HTTPError(.badBody, "a form has no bytes of its own")
    }
  }
}
