/// What one exchange cost, and with whom it was.
package struct TransferReceipt: Sendable, Equatable {
  /// `http` or `https`.
  package let scheme: String
  /// The host as the URL names it.
  package let host: String
  /// The port as the URL names it.
  package let port: Int
  /// The address that was connected to, or tried last; nil if none was.
  package let remoteAddress: String?
  /// Bytes of the request: its head and its body, without what encryption and chunks add.
  package let bytesSent: Int64
  /// Bytes of the answer as they came, compressed or not, without what encryption and chunks add.
  package let bytesReceived: Int64
  /// The status of the answer; nil if none came.
  package let status: Int?
  /// Seconds from the beginning to the end.
  package let seconds: Double
}
