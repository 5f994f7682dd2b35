/// A stream of server-sent events.
package struct EventStream: Sendable {
  private let stream: BodyStream

  init(_ stream: BodyStream) { self.stream = stream }

  /// Sends an event; data of several lines stays one event.
  ///
  /// A name or number with a line break is an error.
  package func send(event: String? = nil, id: String? = nil, data: String) async throws {
    var text = ""
    for (field, value) in [("event", event), ("id", id)] {
      guard let value else { continue }
      guard !value.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0 }) else {
        throw HTTPError(.badEvent, "an event's \(field) has one line")
      }
      text += "\(field): \(value)\n"
    }
    for line in Self.lines(of: data) { text += "data: \(line)\n" }
    try await stream.write(text + "\n")
  }

  /// Sends what readers pass over, so that nobody takes the silence for an end.
  package func sendComment(_ text: String = "") async throws {
    let lines = Self.lines(of: text).map { $0.isEmpty ? ":\n" : ": \($0)\n" }
    try await stream.write(lines.joined() + "\n")
  }

  /// Readers end a line at any of the three breaks.
  private static func lines(of text: String) -> [String] {
    var lines: [String] = []
    var bytes: [UInt8] = []
    var wasReturn = false
    for byte in text.utf8 {
      if byte == 0x0D || byte == 0x0A {
        if !(byte == 0x0A && wasReturn) {
          lines.append(String(decoding: bytes, as: UTF8.self))
          bytes = []
        }
      } else {
        bytes.append(byte)
      }
      wasReturn = byte == 0x0D
    }
    return lines + [String(decoding: bytes, as: UTF8.self)]
  }
}

extension Response {
  /// An answer of server-sent events, with a comment whenever that much time has passed.
  package static func events(
    keepAlive: Duration = .seconds(15), comment: String = "",
    _ body: @escaping @Sendable (EventStream) async throws -> Void
  ) -> Response {
    let answer = Response(
      200, type: "text/event-stream",
      .stream { stream in
        let events = EventStream(stream)
        try await withThrowingTaskGroup { group in
          group.addTask {
            while true {
              try await Task.sleep(for: keepAlive)
              try await events.sendComment(comment)
            }
          }
          defer { group.cancelAll() }
          try await body(events)
        }
      })
    // Proxies are not to collect what is to be seen at once.
    return answer.with("Cache-Control", "no-store").with("X-Accel-Buffering", "no")
  }
}
