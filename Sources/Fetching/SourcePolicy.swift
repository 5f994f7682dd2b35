package import Web

/// What may be read for a client, and what that may cost.
package struct SourcePolicy: Sendable {
  /// Who may be asked; every redirect is judged like the address that the client named.
  package var addresses = AddressPolicy.publicOnly()
  /// The folders whose files `file:` URLs may name; none by default.
  package var fileRoots: [String] = []
  /// Bytes of the largest file.
  package var largest: Int64 = 4 << 30
  /// Time from the beginning to the last byte, redirects included.
  package var patience = Duration.seconds(3600)
  /// Time that a server may be silent.
  package var idle = Duration.seconds(30)
  /// How often a server may send us elsewhere.
  package var redirects = 5

  /// Makes the policy of a server that knows nothing of its clients.
  package init() {}
}
