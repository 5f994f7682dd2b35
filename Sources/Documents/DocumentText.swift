internal import FoundationEssentials

/// Documents as JSON: keys in snake case and in order, slashes as they are.
package enum DocumentText {
  /// The document on one line, or spread for reading; without a line feed at the end.
  package static func bytes(
    of document: some Encodable, isSpread: Bool = false
  ) throws(EncodingError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isSpread { encoder.outputFormatting.insert(.prettyPrinted) }
    encoder.keyEncodingStrategy = .convertToSnakeCase
    do {
      return Array(try encoder.encode(document))
    } catch let error as EncodingError {
      throw error
    } catch {
      preconditionFailure("an encoder throws nothing else")
    }
  }
}
