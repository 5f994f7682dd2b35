/// What clients may cost; each limit exceeded is refused with a status of its own.
///
/// A head that is far beyond its limits, or not HTTP at all, is refused in libmicrohttpd's own words.
package struct HTTPLimits: Sendable, Equatable {
  /// Threads that read requests and write answers.
  package var threads = 2
  /// Bytes of all header fields of a request (431).
  package var headBytes = 16 << 10
  /// Bytes of a request's target, the query included (414).
  package var targetBytes = 8 << 10
  /// Bytes of a body, where the route has no limit of its own (413).
  package var bodyBytes: Int64 = 16 << 20
  /// Bytes of a body that stay in memory; a larger one becomes a file.
  package var memoryBodyBytes = 256 << 10
  /// Parts of a form (413).
  package var parts = 128
  /// Bytes of a part of a form that is no file (413).
  package var fieldBytes = 1 << 20
  /// Bytes of a file in a form (413).
  package var fileBytes: Int64 = 4 << 30
  /// Connections at once (503).
  package var connections = 2048
  /// Connections at once from one address (503).
  package var connectionsPerAddress = 2048
  /// Answers at once that are streamed (503).
  package var streams = 1024
  /// Time between requests, and without a byte of a body or of progress with an answer.
  package var idle: Duration = .seconds(60)
  /// Time from the first byte of a request to the end of its head (408).
  package var head: Duration = .seconds(15)
  /// Time after which a body must have come at its least rate (408).
  package var body: Duration = .seconds(20)
  /// The least bytes of a body in a second.
  package var bodyRate: Double = 1024
  /// Time that a refused client may go on sending before it looks at the answer.
  package var linger: Duration = .seconds(30)

  /// Makes the limits that suit a small service.
  package init() {}
}
