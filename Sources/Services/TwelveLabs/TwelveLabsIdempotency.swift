package import JSON

/// What the header `Idempotency-Key` stands for.
package enum TwelveLabsIdempotency {
  /// The header.
  package static let header = "Idempotency-Key"
  private static let longestKey = 255

  /// Refuses a key that is empty, too long, or not of visible ASCII letters.
  package static func check(_ key: String) throws(TwelveLabsRefusal) {
    guard (1...longestKey).contains(key.utf8.count),
      key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      throw .invalid(
        header, "It must have 1 to \(longestKey) visible ASCII characters.")
    }
  }

  /// A body in the one form that all bodies which mean the same have: members in the order of their names, none null.
  package static func canonical(_ body: JSONValue) -> JSONValue {
    switch body {
    case .object(let members):
      .object(
        members.filter { !$0.value.isNull }
          .map { .init($0.name, canonical($0.value)) }.sorted { $0.name < $1.name })
    case .list(let values): .list(values.map(canonical))
    default: body
    }
  }

  /// The key was used for another request.
  package static let reused = TwelveLabsRefusal(
    422, .idempotencyKeyReused, "The Idempotency-Key was used for a request with another body.",
    parameter: header)
}
