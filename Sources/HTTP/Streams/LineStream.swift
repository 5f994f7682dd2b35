/// A stream of lines, each a JSON document.
package struct LineStream: Sendable {
  private let stream: BodyStream

  init(_ stream: BodyStream) { self.stream = stream }

  /// Sends a line; one with a break in it is an error.
  package func send(_ line: [UInt8]) async throws {
    guard !line.contains(0x0A) else { throw HTTPError(.badEvent, "a line has no break in it") }
    try await stream.write(line + [0x0A])
  }

  /// Sends a line of text.
  package func send(_ line: String) async throws { try await send(Array(line.utf8)) }
}

extension Response {
  /// An answer of lines.
  package static func lines(
    type: String = "application/x-ndjson",
    _ body: @escaping @Sendable (LineStream) async throws -> Void
  ) -> Response {
    Response(200, type: type, .stream { try await body(LineStream($0)) })
      .with("Cache-Control", "no-store").with("X-Accel-Buffering", "no")
  }
}
