/// A request before its body.
package struct RequestHead: Sendable {
  /// What is wanted done.
  package let method: HTTPMethod
  /// The path as it came, not decoded.
  package let path: String
  /// What lies between the slashes of the path, decoded.
  ///
  /// `..` and an encoded slash are ordinary text here, so no segment may be used as a file's name.
  package let segments: [String]
  /// The items of the query in order, repeats included.
  package let query: [QueryItem]
  /// The fields.
  package let headers: HTTPHeaders
  /// The client's address.
  package let remoteAddress: String
  /// `HTTP/1.1` or `HTTP/1.0`.
  package let version: String

  /// Makes a head, as the server does; a target that cannot be decoded has no segments.
  package init(
    _ method: HTTPMethod, _ target: String, headers: HTTPHeaders = HTTPHeaders(),
    remoteAddress: String = "127.0.0.1", version: String = "HTTP/1.1"
  ) {
    let parsed = RequestTarget(target)
    self.method = method
    path = parsed?.path ?? target
    segments = parsed?.segments ?? []
    query = parsed?.query ?? []
    self.headers = headers
    self.remoteAddress = remoteAddress
    self.version = version
  }

  /// The first value of that name in the query.
  package func queryValue(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// The media type of the body without its parameters, in lower case.
  package var contentType: String? {
    headers["Content-Type"].map { $0.prefix { $0 != ";" }.trimmed.lowercased() }
  }

  /// How long the body says it is.
  var contentLength: Int64? {
    guard let text = headers["Content-Length"]?.trimmed, !text.isEmpty,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int64(text)
  }

  /// Whether a body follows.
  var hasBody: Bool { headers["Transfer-Encoding"] != nil || contentLength ?? 0 > 0 }

  /// Whether the client waits to be told to send its body.
  var isWaiting: Bool { headers["Expect"] != nil }
}

extension RequestHead {
  /// What is wrong with a head, by the rules of HTTP and by the limits; nil if nothing is.
  func problem(target: String, _ limits: HTTPLimits) -> Problem? {
    if target.utf8.count > limits.targetBytes {
      return Problem(
        .targetTooLong, "The address has more than \(limits.targetBytes) bytes.")
    }
    let weight = headers.fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
    if weight > limits.headBytes {
      return Problem(.headersTooLarge, "The headers have more than \(limits.headBytes) bytes.")
    }
    if version != "HTTP/1.1" && version != "HTTP/1.0" {
      return Problem(.versionNotSupported, "Only HTTP/1.0 and HTTP/1.1 are spoken here.")
    }
    if !method.name.utf8.allSatisfy(\.isTokenByte) || RequestTarget(target) == nil {
      return Problem(.badRequest, "The request line cannot be understood.")
    }
    if !headers.isValid { return Problem(.badRequest, "A header field cannot be understood.") }
    let hosts = headers.values(of: "Host").count
    if hosts > 1 || hosts == 0 && version == "HTTP/1.1" {
      return Problem(.badRequest, "There must be one Host field.")
    }
    if let expected = headers["Expect"], expected.lowercased() != "100-continue" {
      return Problem(.expectationFailed, "Only 100-continue can be expected.")
    }
    return framingProblem
  }

  /// Two readers must never disagree on where a body ends.
  private var framingProblem: Problem? {
    let lengths = Set(headers.values(of: "Content-Length"))
    let codings = headers.values(of: "Transfer-Encoding")
    if !lengths.isEmpty && (lengths.count > 1 || contentLength == nil || !codings.isEmpty) {
      return Problem(.badRequest, "The length of the body is not clear.")
    }
    if codings.count > 1 || codings.contains(where: { $0.trimmed.lowercased() != "chunked" }) {
      return Problem(.notImplemented, "A body can be sent in chunks, but in no other coding.")
    }
    return nil
  }
}
