internal import CCurl

/// What one exchange gave, redirect or not.
struct Answer: Sendable {
  let head: WebHead
  let body: [UInt8]
  let receipt: TransferReceipt

  /// Blocks until the exchange is over.
  static func result(
    of request: WebRequest, _ lines: String, _ policy: AddressPolicy, _ reader: BodyReader?,
    on transfer: Transfer, _ settings: Transfer.Settings
  ) -> Result<Answer, WebError> {
    let exchange = Exchange(
      request, policy: policy, reader: reader,
      refusalBytes: min(settings.limits.refusalBytes, settings.limits.bodyBytes))
    let report = transfer.run(request, headerLines: lines, for: exchange, settings)
    let receipt = TransferReceipt(report, of: request.url, status: exchange.head?.status)
    if var error = WebError(report, of: exchange, url: request.url, settings.limits) {
      error.receipts = [receipt]
      return .failure(error)
    }
    guard let head = exchange.head else {
      return .failure(WebError(.brokenAnswer, "\(request.url.place) gave no answer"))
    }
    return .success(Answer(head: head, body: exchange.body, receipt: receipt))
  }

  /// What to ask next; nil if this is the answer.
  func redirection(of request: WebRequest) throws(WebError) -> WebRequest? {
    guard [301, 302, 303, 307, 308].contains(head.status),
      request.method == "GET" || request.method == "HEAD",
      let location = head.headers["Location"]
    else { return nil }
    var next = request
    next.url = try request.url.resolving(location)
    guard request.url.scheme == "http" || next.url.scheme == "https" else {
      throw WebError(.refusedAddress, "\(request.url.place) redirects to an unencrypted address")
    }
    if !next.url.isSameOrigin(as: request.url) {
      next.headers = request.headers.only(Self.harmless)
    }
    return next
  }

  /// What another host may know; keys come under too many names to list those instead.
  private static let harmless: Set<String> = [
    "accept", "accept-encoding", "accept-language", "range", "user-agent",
  ]
}

extension WebRequest {
  /// The lines to send; nil if a field cannot be sent.
  var headerLines: String? {
    var headers = headers
    headers["User-Agent"] = headers["User-Agent"] ?? "Shotlog"
    return headers.lines
  }

  /// Whether the method is capital letters.
  var isMethodValid: Bool {
    !method.isEmpty && method.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }
}
