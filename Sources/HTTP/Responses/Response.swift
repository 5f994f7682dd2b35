/// What a request is answered with.
package struct Response: Sendable {
  /// What follows the head.
  package enum Body: Sendable {
    /// Nothing.
    case none
    /// Bytes in memory.
    case bytes([UInt8])
    /// A file, or the part of it that the client asks for.
    case file(FileBody)
    /// Whatever the closure writes until it returns; if it throws, the client is told by a broken end.
    case stream(@Sendable (BodyStream) async throws -> Void)
  }

  /// The status.
  package var status: Int
  /// The fields in their order; one with a line break in it makes the answer a 500.
  package var headers: HTTPHeaders
  /// What follows the head.
  package var body: Body

  /// Makes an answer; a type becomes its `Content-Type`.
  package init(_ status: Int, type: String? = nil, _ body: Body = .none) {
    (self.status, self.body) = (status, body)
    headers = HTTPHeaders()
    if let type { headers["Content-Type"] = type }
  }

  /// An answer of plain text.
  package static func text(_ status: Int, _ text: String) -> Response {
    Response(status, type: "text/plain; charset=utf-8", .bytes(Array(text.utf8)))
  }

  /// The same answer with a field set.
  package func with(_ name: String, _ value: String) -> Response {
    var response = self
    response.headers[name] = value
    return response
  }
}

/// A file to answer with.
///
/// Ranges, dates and tags of the request are respected where the status is 200.
package struct FileBody: Sendable {
  /// Where it lies.
  package let path: String
  /// A strong tag, quotes included; made of size, date and number of the file where nil.
  package let tag: String?

  /// Names a file.
  package init(path: String, tag: String? = nil) { (self.path, self.tag) = (path, tag) }
}
