internal import Threads

/// Answers requests of HTTP/1.1 and HTTP/1.0 at one address.
///
/// Handlers run as tasks; reading, writing and files are on threads of the server's own.
package final class HTTPServer: Sendable {
  private let native: NativeServer
  private let core: ServerCore

  /// The port, also where any was asked for.
  package var port: UInt16 { native.port }

  private init(_ native: NativeServer, _ core: ServerCore) {
    (self.native, self.core) = (native, core)
  }

  /// Starts a server.
  ///
  /// - Parameters:
  ///   - address: Where to listen: an address of this machine, IPv4 or IPv6.
  ///   - port: The port; 0 takes one that is free.
  ///   - limits: What clients may cost.
  ///   - spool: A folder for bodies, this server's alone; what an earlier one left there is removed.
  ///   - router: Who answers.
  ///   - onExchange: Called at the end of each exchange, on a thread that must not be held up.
  /// - Returns: The server, which answers already.
  /// - Throws: Why there is none.
  package static func start(
    address: String = "127.0.0.1", port: UInt16, limits: HTTPLimits = HTTPLimits(), spool: String,
    router: Router, onExchange: @escaping @Sendable (ExchangeRecord) -> Void = { _ in }
  ) throws(HTTPError) -> HTTPServer {
    let core = try ServerCore(
      limits: limits, spool: spool, router: router, onExchange: onExchange)
    try SpoolWriter.clean(spool)
    return HTTPServer(try NativeServer(address: address, port: port, core), core)
  }

  /// Accepts nobody any more, tells streams to end, waits so long for the rest, and cuts what is left.
  package func stop(within patience: Duration = .seconds(10)) async {
    native.drain()
    core.beginStopping()
    let deadline = ContinuousClock.now + patience
    while core.count > 0, ContinuousClock.now < deadline, !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(10))
    }
    core.cutAll()
    let native = native
    await OwnThread.run { native.free() }
  }
}
