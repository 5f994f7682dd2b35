internal import Web

/// Somebody who asked to be told, as the operator configured it.
package struct Receiver: Sendable {
  /// Where it is told, as deliveries name it.
  package let url: String
  let address: WebURL
  let secret: [UInt8]

  /// Nil for what is no http or https address, or has a user name in it.
  package init?(url: String, secret: String) {
    guard let address = try? WebURL(url) else { return nil }
    (self.url, self.address, self.secret) = (url, address, Array(secret.utf8))
  }
}
