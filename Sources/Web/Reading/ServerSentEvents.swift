/// Reads a stream of server-sent events, however its bytes arrive.
package struct ServerSentEvents: Sendable {
  /// What the server tells at a time.
  package struct Event: Sendable, Equatable {
    /// What kind it is; nil if the server does not say.
    package let name: String?
    /// The text, its lines joined by line feeds.
    package let data: String

    /// Makes an event.
    package init(name: String? = nil, data: String) { (self.name, self.data) = (name, data) }
  }

  private let largest: Int
  private var lines: LineSplitter
  private var isFirstLine = true
  private var name: String?
  private var data: [UInt8] = []
  private var hasData = false

  /// Makes a reader that refuses events of more bytes than that.
  package init(largest: Int = 16 << 20) {
    self.largest = largest
    // A field's name comes before its value, a byte order mark before the first.
    lines = LineSplitter(.any, longest: largest > Int.max - 64 ? largest : largest + 64)
  }

  /// Takes what came and gives the events that are whole now.
  package mutating func append(_ bytes: [UInt8]) throws(WebError) -> [Event] {
    var events: [Event] = []
    // Taken out while it works, so that a line may change the rest; copied, it would cost time.
    var lines = LineSplitter(.any, longest: 0)
    swap(&lines, &self.lines)
    defer { self.lines = lines }
    try lines.append(bytes) { line throws(WebError) in
      if let event = try take(line) { events.append(event) }
    }
    return events
  }

  /// Gives the event that the end of the stream left without its blank line; nil if there is none.
  package mutating func finish() throws(WebError) -> Event? {
    if let line = lines.finish() { _ = try take(line[...]) }
    return take()
  }

  private mutating func take(_ line: ArraySlice<UInt8>) throws(WebError) -> Event? {
    var line = line
    if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    isFirstLine = false
    guard !line.isEmpty else { return take() }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    var value = line[colon...].dropFirst()
    if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
    // Nothing before the colon: a comment.
    if line[..<colon].elementsEqual("data".utf8) {
      if hasData { data.append(UInt8(ascii: "\n")) }
      guard data.count + value.count <= largest else {
        throw WebError(.tooLarge, "an event of the answer is larger than \(largest) bytes")
      }
      data += value
      hasData = true
    } else if line[..<colon].elementsEqual("event".utf8) {
      name = value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
    }
    return nil
  }

  private mutating func take() -> Event? {
    defer { (name, data, hasData) = (nil, [], false) }
    return hasData ? Event(name: name, data: String(decoding: data, as: UTF8.self)) : nil
  }
}
