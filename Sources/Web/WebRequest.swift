/// One question to a server.
package struct WebRequest: Sendable {
  /// What is sent after the head.
  package enum Body: Sendable {
    /// Nothing.
    case none
    /// Bytes in memory.
    case bytes([UInt8])
    /// Bytes asked for one piece after the other until there is none, on the exchange's own thread.
    ///
    /// With a length exactly so many must come; without one they are sent in chunks. They can be read once.
    case stream(length: Int64?, next: @Sendable () throws -> [UInt8]?)
  }

  /// The method, in capitals.
  package var method: String
  /// Whom to ask.
  package var url: WebURL
  /// The fields to send.
  package var headers: WebHeaders
  /// What to send.
  package var body: Body

  /// Makes a request; `User-Agent` is `Shotlog` unless the headers say something else.
  package init(
    _ method: String, _ url: WebURL, headers: WebHeaders = WebHeaders(), body: Body = .none
  ) {
    (self.method, self.url, self.headers, self.body) = (method, url, headers, body)
  }

  /// Asks for what is there.
  package init(_ url: WebURL, headers: WebHeaders = WebHeaders()) {
    self.init("GET", url, headers: headers)
  }
}
