/// Cuts bytes into lines, however they arrive.
struct LineSplitter: Sendable {
  /// What ends a line.
  enum Ending: Sendable {
    /// A line feed.
    case lineFeed
    /// A line feed, a carriage return, or both in that order.
    case any
  }

  private let ending: Ending
  private let longest: Int
  private var partial: [UInt8] = []
  private var endsInReturn = false

  init(_ ending: Ending, longest: Int) {
    (self.ending, self.longest) = (ending, longest)
  }

  /// Gives each line that is whole now to `body`, without its ending.
  mutating func append(
    _ bytes: [UInt8], _ body: (ArraySlice<UInt8>) throws(WebError) -> Void
  ) throws(WebError) {
    var rest = bytes[...]
    // The line feed that belongs to the carriage return before it.
    if endsInReturn, rest.first == UInt8(ascii: "\n") { rest = rest.dropFirst() }
    if !bytes.isEmpty { endsInReturn = false }
    while let end = rest.firstIndex(where: isEnd) {
      try check(partial.count + rest[..<end].count)
      if partial.isEmpty {
        try body(rest[..<end])
      } else {
        partial += rest[..<end]
        let line = partial
        partial = []
        try body(line[...])
      }
      var next = end + 1
      if rest[end] == UInt8(ascii: "\r") {
        endsInReturn = next == rest.endIndex
        if next < rest.endIndex, rest[next] == UInt8(ascii: "\n") { next += 1 }
      }
      rest = rest[next...]
    }
    try check(partial.count + rest.count)
    partial += rest
  }

  /// The line that nothing ended; nil if there is none.
  mutating func finish() -> [UInt8]? {
    defer { partial = [] }
    return partial.isEmpty ? nil : partial
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || ending == .any && byte == UInt8(ascii: "\r")
  }

  private func check(_ count: Int) throws(WebError) {
    guard count <= longest else {
      throw WebError(.tooLarge, "a line of the answer is longer than \(longest) bytes")
    }
  }
}
