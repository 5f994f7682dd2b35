/// A path with names for some of its segments: `/assets/{id}`.
struct PathPattern: Sendable, Equatable {
  /// What one segment must be.
  enum Segment: Sendable, Hashable {
    case text(String)
    case anything

    func fits(_ segment: String) -> Bool { self == .anything || self == .text(segment) }
  }

  let text: String
  let segments: [Segment]
  let names: [String]

  /// Reads a pattern; nil for one that begins without a slash, or names a segment twice or in part.
  init?(_ text: String) {
    guard text.hasPrefix("/") else { return nil }
    self.text = text
    var (segments, names): ([Segment], [String]) = ([], [])
    for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      if part.hasPrefix("{"), part.hasSuffix("}") {
        names.append(String(part.dropFirst().dropLast()))
        segments.append(.anything)
      } else {
        segments.append(.text(String(part)))
      }
    }
    let isClean = !segments.contains {
      if case .text(let text) = $0 { text.contains("{") || text.contains("}") } else { false }
    }
    guard isClean, Set(names).count == names.count,
      names.allSatisfy({ !$0.isEmpty && !$0.contains("{") && !$0.contains("}") })
    else { return nil }
    (self.segments, self.names) = (segments, names)
  }
}

/// What stands in a path where its pattern has names, decoded.
package struct Parameters: Sendable, Equatable {
  private let values: [String: String]

  /// Makes parameters, as the server does.
  package init(_ values: [String: String]) { self.values = values }

  /// The text of a named segment; empty for a name that the pattern does not have.
  package subscript(name: String) -> String { values[name] ?? "" }
}
