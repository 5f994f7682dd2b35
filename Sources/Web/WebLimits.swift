/// What an exchange may cost before it is given up; each limit exceeded is an error.
package struct WebLimits: Sendable, Equatable {
  /// Time to get a connection: looking up the name, connecting, agreeing on encryption.
  package var connect: Duration? = .seconds(5)
  /// Time without a byte in either direction, once there is a connection.
  package var idle: Duration? = .seconds(300)
  /// Time from the beginning to the end, redirects included.
  package var total: Duration?
  /// Bytes of an answer's head and trailers.
  package var headerBytes = 1 << 16
  /// Bytes of an answer's body once decompressed.
  package var bodyBytes: Int64 = 64 << 20
  /// Bytes of the body of an answer that is no success, of which no more is kept than a reason takes.
  package var refusalBytes: Int64 = 1 << 20
  /// How often a GET or HEAD may be sent elsewhere.
  package var redirects = 5

  /// Makes the limits that suit a model's server.
  package init() {}
}
