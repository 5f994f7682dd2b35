/// Reads JSON as RFC 8259 has it; of two members with one name the later counts.
public struct JSONReader: Sendable {
  /// How deep lists and objects may lie in each other.
  public var mostDepth = 128

  /// Makes a reader.
  public init() {}

  /// The value of a whole text.
  public func value(of text: some Sequence<UInt8>) throws(JSONError) -> JSONValue {
    var scanner = JSONScanner(Array(text), mostDepth: mostDepth)
    let value = scanner.wholeValue()
    if let failure = scanner.failure { throw failure }
    // Without a failure there is a value.
    return value ?? .null
  }

  /// The value of a whole text.
  public func value(of text: String) throws(JSONError) -> JSONValue {
    try value(of: text.utf8)
  }

  /// The value of a whole text, and the line of each value in it by its JSON pointer.
  public func valueWithLines(
    of text: some Sequence<UInt8>
  ) throws(JSONError) -> (value: JSONValue, lines: [String: Int]) {
    var scanner = JSONScanner(Array(text), mostDepth: mostDepth, notesLines: true)
    let value = scanner.wholeValue()
    if let failure = scanner.failure { throw failure }
    return (value ?? .null, scanner.lines ?? [:])
  }

  /// Reads as much as can be trusted of a text that may end in the middle or go wrong somewhere.
  ///
  /// What is kept is whole: of a list that was cut, the items that were finished; of an object, the members that
  /// were. An object that is itself an item and was cut is dropped, since nobody knows what it lacks. What
  /// follows the value is left unread.
  public func salvage(_ text: some Sequence<UInt8>) -> JSONSalvage {
    var scanner = JSONScanner(Array(text), mostDepth: mostDepth)
    let value = scanner.value(depth: 0, isItem: false)
    return JSONSalvage(value: value, length: scanner.place, failure: scanner.failure)
  }
}

/// What could be read of a text.
public struct JSONSalvage: Sendable, Equatable {
  /// The value; nil if not even its beginning could be read.
  public let value: JSONValue?
  /// How many bytes were read.
  public let length: Int
  /// Where and why reading stopped; nil if the value is whole.
  public let failure: JSONError?

  /// Whether nothing is missing.
  public var isWhole: Bool { failure == nil }
}
