internal import Threads

/// What all exchanges of a server share.
final class ServerCore: Sendable {
  private struct Live {
    var exchanges: [ObjectIdentifier: Exchange] = [:]
    var streams = 0
    var isStopping = false
  }

  let limits: HTTPLimits
  let spool: String
  let table: RouteTable
  let problem: ProblemWriter
  let crossOrigin: CrossOrigin
  let onExchange: @Sendable (ExchangeRecord) -> Void
  private let live = Guarded(Live())

  init(
    limits: HTTPLimits, spool: String, router: Router,
    onExchange: @escaping @Sendable (ExchangeRecord) -> Void
  ) throws(HTTPError) {
    (self.limits, self.spool, self.onExchange) = (limits, spool, onExchange)
    table = try RouteTable(router)
    (problem, crossOrigin) = (router.problem, router.crossOrigin)
  }

  /// How many requests are not over.
  var count: Int { live.withLock { $0.exchanges.count } }

  var isStopping: Bool { live.withLock { $0.isStopping } }

  func enter(_ exchange: Exchange) {
    live.withLock { $0.exchanges[ObjectIdentifier(exchange)] = exchange }
  }

  func leave(_ exchange: Exchange, isStream: Bool) {
    live.withLock { live in
      live.exchanges[ObjectIdentifier(exchange)] = nil
      if isStream { live.streams -= 1 }
    }
  }

  /// Counts a stream in; false if there are too many.
  func addStream() -> Bool {
    live.withLock { live in
      guard live.streams < limits.streams else { return false }
      live.streams += 1
      return true
    }
  }

  /// Tells streams to end.
  func beginStopping() {
    let exchanges = live.withLock { live in
      live.isStopping = true
      return Array(live.exchanges.values)
    }
    for exchange in exchanges { exchange.endStream() }
  }

  /// Ends whatever still runs, without an answer.
  func cutAll() {
    for exchange in live.withLock({ Array($0.exchanges.values) }) { exchange.cut() }
  }

  /// The answer for a client that never came to a request.
  func closingAnswer(status: Int, remote: String) -> [UInt8] {
    let words =
      status == 503
      ? Problem(.unavailable, "There are too many connections.")
      : Problem(.requestTimeout, "The request came too slowly.")
    let response = problem(words, nil)
    onExchange(
      ExchangeRecord(
        method: nil, route: nil, status: response.status, isWhole: true, bytesReceived: 0,
        bytesSent: 0, duration: .zero, remoteAddress: remote))
    return response.closingBytes(for: nil)
  }
}
