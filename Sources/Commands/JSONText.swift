internal import FoundationEssentials

/// Documents as JSON: keys in snake case and in order, slashes as they are.
enum JSONText {
  /// The document on one line, or spread for reading; with a line feed at the end.
  static func of(
    _ document: some Encodable, isSpread: Bool = false
  ) throws(CommandError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isSpread { encoder.outputFormatting.insert(.prettyPrinted) }
    encoder.keyEncodingStrategy = .convertToSnakeCase
    do {
      return Array(try encoder.encode(document)) + [UInt8(ascii: "\n")]
    } catch {
      throw CommandError(.badInput, "a result cannot be written as JSON: \(error)")
    }
  }
}
