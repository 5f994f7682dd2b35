internal import CHTTP

/// Takes a form apart while it comes, in pieces of any size.
struct MultipartParser {
  /// What is found, in order.
  @safe
  enum Event {
    case begin(PartHead)
    case bytes(UnsafeRawBufferPointer)
    case end
  }

  private enum State { case preamble, afterDelimiter, head, content, epilogue }

  private let delimiter: [UInt8]
  private var state = State.preamble
  private var padding = 0
  // The first delimiter needs no line before it.
  private var buffer: [UInt8] = [0x0D, 0x0A]
  private static let longestHead = 16 << 10

  init(boundary: String) { delimiter = Array("\r\n--\(boundary)".utf8) }

  /// Looks for parts in some more bytes.
  mutating func take(
    _ bytes: UnsafeRawBufferPointer, _ emit: (Event) throws(Problem) -> Void
  ) throws(Problem) {
    unsafe buffer.append(contentsOf: bytes)
    var place = 0
    while try advance(&place, emit) {}
    buffer.removeSubrange(..<place)
  }

  /// Says whether the form was whole.
  func finish() throws(Problem) {
    guard case .epilogue = state else { throw Self.malformed }
  }

  /// Does one step; false if more bytes are needed for the next.
  private mutating func advance(
    _ place: inout Int, _ emit: (Event) throws(Problem) -> Void
  ) throws(Problem) -> Bool {
    switch state {
    case .preamble, .content: return try readContent(&place, emit)
    case .afterDelimiter: return try readDelimiterEnd(&place)
    case .head: return try readHead(&place, emit)
    case .epilogue:
      place = buffer.count
      return false
    }
  }

  private mutating func readContent(
    _ place: inout Int, _ emit: (Event) throws(Problem) -> Void
  ) throws(Problem) -> Bool {
    let found = find(delimiter, from: place)
    // The end of the bytes may be the beginning of a delimiter.
    let end = found ?? max(place, buffer.count - delimiter.count + 1)
    if case .content = state {
      if end > place { try send(place..<end, emit) }
      if found != nil { try emit(.end) }
    }
    place = end
    guard found != nil else { return false }
    place += delimiter.count
    (state, padding) = (.afterDelimiter, 0)
    return true
  }

  private mutating func readDelimiterEnd(_ place: inout Int) throws(Problem) -> Bool {
    guard buffer.count - place >= 2 else { return false }
    switch (buffer[place], buffer[place + 1]) {
    case (0x0D, 0x0A): state = .head
    case (UInt8(ascii: "-"), UInt8(ascii: "-")) where padding == 0: state = .epilogue
    case (0x20, _), (0x09, _):
      padding += 1
      guard padding < 256 else { throw Self.malformed }
      place += 1
      return true
    default: throw Self.malformed
    }
    place += 2
    return true
  }

  private mutating func readHead(
    _ place: inout Int, _ emit: (Event) throws(Problem) -> Void
  ) throws(Problem) -> Bool {
    // The line break behind the delimiter may be the first of the two that end the head.
    guard let end = find([0x0D, 0x0A, 0x0D, 0x0A], from: place - 2) else {
      guard buffer.count - place <= Self.longestHead else {
        throw Problem(.headersTooLarge, "The head of a part is too large.")
      }
      // Both bytes are needed again.
      place -= 2
      state = .afterDelimiter
      return false
    }
    guard end - place <= Self.longestHead else {
      throw Problem(.headersTooLarge, "The head of a part is too large.")
    }
    guard let head = PartHead(lines: buffer[min(place, end)..<end]) else { throw Self.malformed }
    try emit(.begin(head))
    place = end + 4
    // Nothing between the head and a delimiter is nothing, whose line break is the head's own.
    state = .content
    return true
  }

  private func find(_ needle: [UInt8], from place: Int) -> Int? {
    let offset = unsafe buffer.withUnsafeBufferPointer { bytes -> Int64 in
      guard let base = bytes.baseAddress else { return -1 }
      return unsafe chttp_find(base + place, bytes.count - place, needle, needle.count)
    }
    return offset < 0 ? nil : place + Int(offset)
  }

  private func send(
    _ range: Range<Int>, _ emit: (Event) throws(Problem) -> Void
  ) throws(Problem) {
    try unsafe buffer.withBytes { (bytes) throws(Problem) in
      unsafe try emit(.bytes(UnsafeRawBufferPointer(rebasing: bytes[range])))
    }
  }

  static let malformed = Problem(.badRequest, "The form cannot be taken apart.")
}
