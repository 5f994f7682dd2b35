internal import CCurl

extension WebError {
  /// What a failed exchange means to a person; nil for one that succeeded.
  init?(_ report: ccurl_report, of exchange: Exchange, url: WebURL, _ limits: WebLimits) {
    let place = url.place
    let detail = String(terminatedIn: report.detail)
    func late(_ deadline: Deadline, _ words: String) -> WebError {
      WebError(.timedOut, "\(place) \(words)", deadline: deadline)
    }
    switch report.outcome {
    case CCURL_DONE: return nil
    case CCURL_CANCELLED: self.init(.cancelled, "\(place): cancelled")
    case CCURL_STOPPED where exchange.isOverfull:
      self.init(
        .tooLarge, "\(place) refused with more than \(limits.refusalBytes) bytes")
    case CCURL_STOPPED:
      let isSending = exchange.head == nil
      self.init(
        .stopped, "\(place): the \(isSending ? "body could not be read" : "answer was given up")",
        cause: exchange.cause)
    case CCURL_REFUSED:
      self.init(.refusedAddress, "\(place) is at an address that may not be talked to")
    case CCURL_NO_SUCH_HOST: self.init(.unreachable, "the name \(url.host) could not be found")
    case CCURL_UNREACHABLE: self.init(.unreachable, "\(place) could not be connected to")
    case CCURL_TLS: self.init(.tls, "\(place) could not be trusted: \(detail)")
    case CCURL_CONNECT_TIMED_OUT: self = late(.connect, "could not be connected to in time")
    case CCURL_IDLE_TIMED_OUT: self = late(.idle, "fell silent")
    case CCURL_TOTAL_TIMED_OUT: self = late(.total, "took too long")
    case CCURL_HEADERS_TOO_LARGE:
      self.init(.tooLarge, "\(place) sent more than \(limits.headerBytes) bytes of headers")
    case CCURL_BODY_TOO_LARGE:
      self.init(.tooLarge, "\(place) sent more than \(limits.bodyBytes) bytes")
    case CCURL_CUT: self.init(.cut, "\(place) ended the connection before the answer was whole")
    case CCURL_NOT_HTTP: self.init(.brokenAnswer, "\(place) did not answer by the rules of HTTP")
    default: self.init(.invalidRequest, "\(place) could not be asked: \(detail)")
    }
  }
}

extension TransferReceipt {
  init(_ report: ccurl_report, of url: WebURL, status: Int?) {
    let remote = String(terminatedIn: report.remote)
    self.init(
      scheme: url.scheme, host: url.host, port: url.port,
      remoteAddress: remote.isEmpty ? nil : remote, bytesSent: report.sent,
      bytesReceived: report.received, status: status, seconds: report.seconds)
  }
}

extension String {
  /// The text up to the zero byte in a C array.
  init<Characters>(terminatedIn characters: Characters) {
    self = unsafe withUnsafeBytes(of: characters) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
