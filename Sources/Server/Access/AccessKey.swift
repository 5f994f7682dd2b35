internal import Digests

/// A key that opens the server, and what its bearer may do.
///
/// The key itself is not kept: only its digest is, which is all that comparing takes.
package struct AccessKey: Sendable, Equatable {
  /// What a caller may do.
  package enum Scope: String, Sendable, CaseIterable {
    /// Look at what is there.
    case read
    /// Make something, change it or take it away.
    case write
  }

  /// What tasks and logs call its bearer.
  package let name: String
  /// What its bearer may do.
  package let scopes: Set<Scope>
  /// Requests that its bearer may make in a minute; nil for what the server allows.
  package let requestsPerMinute: Int?
  private let digest: [UInt8]

  /// Makes a key.
  package init(
    name: String, key: String, scopes: Set<Scope> = Set(Scope.allCases),
    requestsPerMinute: Int? = nil
  ) {
    (self.name, self.scopes, self.requestsPerMinute) = (name, scopes, requestsPerMinute)
    digest = Self.digest(of: key)
  }

  /// Whether a digest is that of this key, found out in the same time whatever it is.
  func matches(_ other: [UInt8]) -> Bool {
    var difference: UInt8 = digest.count == other.count ? 0 : 1
    for (one, another) in zip(digest, other) { difference |= one ^ another }
    return difference == 0
  }

  static func digest(of key: String) -> [UInt8] {
    var digest = SHA256()
    digest.take(key.utf8)
    return digest.bytes
  }
}
