internal import CCurl
internal import Threads

/// The one way out: sends requests to whom the policy allows, and says what each exchange cost.
///
/// Copies share the connections that they keep open.
package struct WebClient: Sendable {
  /// Who may be talked to.
  package let policy: AddressPolicy
  /// What an exchange may cost.
  package var limits: WebLimits
  private let proxy: WebURL?
  private let certificates: String?
  private let pool = TransferPool()

  /// Makes a client; the environment's proxies are not used, and `certificates` is a PEM file of the
  /// authorities to trust instead of the system's.
  ///
  /// Behind a proxy addresses cannot be judged, so a policy that would is refused with every request.
  package init(
    policy: AddressPolicy, limits: WebLimits = WebLimits(), proxy: WebURL? = nil,
    certificates: String? = nil
  ) {
    (self.policy, self.limits) = (policy, limits)
    (self.proxy, self.certificates) = (proxy, certificates)
  }

  /// Sends a request and gives the whole answer, whatever its status.
  ///
  /// GET and HEAD follow redirects; other methods get the redirect as the answer.
  package func send(_ request: WebRequest) async throws(WebError) -> WebResponse {
    try await follow(request, reader: nil)
  }

  /// Sends a request and gives a successful answer's body away while it comes, decompressed and in order.
  ///
  /// The closures run on the exchange's own thread and may block, which holds the server back, or throw,
  /// which ends the exchange as `stopped`. `onHead` comes first. The body of an answer that is no success
  /// is in the response instead.
  package func stream(
    _ request: WebRequest, onHead: @escaping @Sendable (WebHead) throws -> Void = { _ in },
    onBody: @escaping @Sendable ([UInt8]) throws -> Void
  ) async throws(WebError) -> WebResponse {
    try await follow(request, reader: BodyReader(onHead: onHead, onBody: onBody))
  }

  private func follow(
    _ request: WebRequest, reader: BodyReader?
  ) async throws(WebError) -> WebResponse {
    var (request, limits) = (request, limits)
    var receipts: [TransferReceipt] = []
    let start = ContinuousClock.now
    do throws(WebError) {
      for _ in 0...max(0, limits.redirects) {
        limits.total = self.limits.total.map { max($0 - (.now - start), .zero) }
        let answer = try await exchange(request, limits, reader: reader)
        receipts.append(answer.receipt)
        guard let next = try answer.redirection(of: request) else {
          return WebResponse(
            head: answer.head, body: answer.body, url: request.url, receipts: receipts)
        }
        request = next
      }
      throw WebError(.tooManyRedirects, "\(request.url.place) redirects too often")
    } catch {
      var error = error
      error.receipts = receipts + error.receipts
      throw error
    }
  }

  private func exchange(
    _ request: WebRequest, _ limits: WebLimits, reader: BodyReader?
  ) async throws(WebError) -> Answer {
    try check(request.url)
    guard let lines = request.headerLines, request.isMethodValid else {
      throw WebError(.invalidRequest, "the request's headers or method cannot be sent as they are")
    }
    let settings = Transfer.Settings(
      limits: limits, proxy: proxy?.text, certificates: certificates)
    let (transfer, policy) = (pool.take(for: request.url), policy)
    let result = await withTaskCancellationHandler {
      await OwnThread.run {
        Answer.result(of: request, lines, policy, reader, on: transfer, settings)
      }
    } onCancel: {
      transfer.cancel()
    }
    pool.put(transfer, usedFor: request.url)
    return try result.get()
  }

  private func check(_ url: WebURL) throws(WebError) {
    if policy.isOffline {
      throw WebError(.offline, "\(url.place) was not asked: no connection is allowed")
    }
    guard policy.permits(host: url.host, port: url.port) else {
      throw WebError(.refusedAddress, "\(url.place) is not among the hosts that may be talked to")
    }
    if proxy != nil, policy.judgesAddresses(ofHost: url.host, port: url.port) {
      throw WebError(
        .refusedAddress, "\(url.place) was not asked: its address cannot be seen behind a proxy")
    }
  }
}
