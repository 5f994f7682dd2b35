/// Who may be talked to.
///
/// Hosts are judged before their names are looked up, addresses when a socket is about to be connected to
/// them: what a name meant a moment ago plays no part.
package struct AddressPolicy: Sendable, Equatable {
  private enum Reach: Sendable { case nothing, publicOnly, everything }

  private let reach: Reach
  /// Hosts that may have any address.
  private let exempt: Set<HostPattern>
  /// The only hosts; nil for all.
  private var listed: Set<HostPattern>?

  /// Nobody: no name is looked up and no socket is made.
  package static let offline = AddressPolicy(reach: .nothing, exempt: [])
  /// Everybody, this machine and its neighbours included.
  package static let any = AddressPolicy(reach: .everything, exempt: [])
  /// Addresses of the shared internet, and whatever the hosts of the list resolve to.
  package static func publicOnly(allowing hosts: Set<HostPattern> = []) -> AddressPolicy {
    AddressPolicy(reach: .publicOnly, exempt: hosts)
  }

  private init(reach: Reach, exempt: Set<HostPattern>) {
    (self.reach, self.exempt) = (reach, exempt)
  }

  /// The same policy for these hosts, and nobody for all others.
  package func only(_ hosts: Set<HostPattern>) -> AddressPolicy {
    var policy = self
    policy.listed = listed.map { $0.intersection(hosts) } ?? hosts
    return policy
  }

  /// Whether nothing may be connected to.
  package var isOffline: Bool { reach == .nothing }

  /// Whether each connection's address matters for a host.
  func judgesAddresses(ofHost host: String, port: Int) -> Bool {
    reach != .everything && !exempt.contains { $0.matches(host: host, port: port) }
  }

  /// Whether a host may be asked at all, as far as its name tells.
  package func permits(host: String, port: Int) -> Bool {
    guard !isOffline else { return false }
    return listed?.contains { $0.matches(host: host, port: port) } ?? true
  }

  /// Whether a connection for a host may be made to an address.
  package func permits(_ address: IPAddress, forHost host: String, port: Int) -> Bool {
    guard permits(host: host, port: port) else { return false }
    return !judgesAddresses(ofHost: host, port: port) || address.isPublic
  }
}
