internal import Documents

/// Documents as they are written.
enum JSONText {
  /// The document on one line, or spread for reading; with a line feed at the end.
  static func of(
    _ document: some Encodable, isSpread: Bool = false
  ) throws(CommandError) -> [UInt8] {
    do {
      return try DocumentText.bytes(of: document, isSpread: isSpread) + [UInt8(ascii: "\n")]
    } catch {
      throw CommandError(.badInput, "a result cannot be written as JSON: \(error)")
    }
  }
}
