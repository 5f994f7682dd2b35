/// Hosts that an operator names: `example.com`, `*.example.com`, each also with `:port`.
package struct HostPattern: Sendable, Hashable {
  private let host: String
  private let port: Int?
  private let coversSubdomains: Bool

  /// Nil for what names no host.
  package init?(_ text: String) {
    var rest = text.lowercased()
    var port: Int?
    if let colon = rest.lastIndex(of: ":"), !rest.hasSuffix("]"),
      rest.hasPrefix("[") || rest.firstIndex(of: ":") == colon
    {
      guard let number = Int(rest[rest.index(after: colon)...]), (1...65535).contains(number) else {
        return nil
      }
      port = number
      rest = String(rest[..<colon])
    }
    let coversSubdomains = rest.hasPrefix("*.")
    let host = Self.normal(coversSubdomains ? String(rest.dropFirst(2)) : rest)
    guard !host.isEmpty, !host.contains(where: { "*/@? ".contains($0) }) else { return nil }
    (self.host, self.port, self.coversSubdomains) = (host, port, coversSubdomains)
  }

  /// Whether it means that host; `*.example.com` does not mean `example.com`.
  package func matches(host name: String, port number: Int) -> Bool {
    guard port == nil || port == number else { return false }
    let name = Self.normal(name)
    return coversSubdomains ? name.hasSuffix(".\(host)") : name == host
  }

  /// Without the dot that ends an absolute name, and with the brackets of IPv6.
  private static func normal(_ host: String) -> String {
    let name = host.lowercased()
    if name.contains(":"), !name.hasPrefix("[") { return "[\(name)]" }
    return name.hasSuffix(".") ? String(name.dropLast()) : name
  }
}
