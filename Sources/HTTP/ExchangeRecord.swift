/// What one exchange was, for logs and figures: nothing in it is a secret.
package struct ExchangeRecord: Sendable {
  /// The method; nil if the request never had one.
  package let method: HTTPMethod?
  /// The pattern of the route; nil if there is none.
  package let route: String?
  /// The status of the answer; nil if none was made.
  package let status: Int?
  /// Whether the answer left as a whole.
  package let isWhole: Bool
  /// Bytes of the request's body.
  package let bytesReceived: Int64
  /// Bytes of the answer's body.
  package let bytesSent: Int64
  /// From the request's head to the end of the answer.
  package let duration: Duration
  /// The client's address.
  package let remoteAddress: String
}
