internal import CCurl

/// An absolute `http` or `https` address, understood exactly as the connection will be made.
@safe
package struct WebURL: Sendable, Hashable {
  /// All of it, normalised: odd spellings of IPv4 addresses become plain ones, a fragment is gone.
  package let text: String
  /// `http` or `https`.
  package let scheme: String
  /// The host in lower case, IPv6 in brackets.
  package let host: String
  /// The port, the scheme's own if none is given.
  package let port: Int

  /// Takes an address; one with a user name or a password in it is refused, as is a host that is not ASCII.
  package init(_ text: String) throws(WebError) { try self.init(text, base: nil) }

  private init(_ text: String, base: WebURL?) throws(WebError) {
    var parts = unsafe ccurl_url()
    guard text.utf8.count <= Self.longest, !text.utf8.contains(0),
      unsafe ccurl_url_parse(text, base?.text, &parts),
      let whole = unsafe parts.text, let scheme = unsafe parts.scheme,
      let host = unsafe parts.host
    else {
      let advice = "it must be an http or https URL without a user name, its host in ASCII (xn--)"
      throw WebError(
        .badURL,
        base.map { "\($0.place) redirects to no usable address" } ?? "not an address: \(advice)"
      )
    }
    defer { unsafe ccurl_url_clear(&parts) }
    self.text = unsafe String(cString: whole)
    self.scheme = unsafe String(cString: scheme)
    self.host = unsafe String(cString: host)
    port = unsafe Int(parts.port)
  }

  /// What a redirect from here to there means.
  func resolving(_ location: String) throws(WebError) -> WebURL {
    try WebURL(location, base: self)
  }

  /// Host and port for people: nothing in it can be a secret.
  var place: String { port == (scheme == "https" ? 443 : 80) ? host : "\(host):\(port)" }

  /// Whether the same server answers for both.
  func isSameOrigin(as other: WebURL) -> Bool {
    (scheme, host, port) == (other.scheme, other.host, other.port)
  }

  private static let longest = 1 << 16
}
