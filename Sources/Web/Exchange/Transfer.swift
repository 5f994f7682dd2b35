internal import CCurl

/// libcurl's half of an exchange, with the connections that it keeps open for the next.
///
/// Any thread may cancel; otherwise one thread at a time uses it, which `TransferPool` sees to.
@safe
final class Transfer: Sendable {
  /// What is the same for all exchanges of a client.
  struct Settings: Sendable {
    let limits: WebLimits
    let proxy: String?
    let certificates: String?
  }

  private nonisolated(unsafe) let handle: OpaquePointer

  init() {
    guard let handle = unsafe ccurl_transfer_create() else { preconditionFailure("out of memory") }
    unsafe self.handle = handle
  }

  deinit { unsafe ccurl_transfer_free(handle) }

  /// Ends the exchange that runs, or the next one, at once.
  func cancel() { unsafe ccurl_transfer_cancel(handle) }

  /// Forgets an earlier cancellation.
  func rearm() { unsafe ccurl_transfer_rearm(handle) }

  /// Sends a request and gives what comes to `exchange`; blocks until that is over.
  func run(
    _ request: WebRequest, headerLines: String, for exchange: Exchange, _ settings: Settings
  ) -> ccurl_report {
    unsafe withCString(settings.proxy) { proxy in
      unsafe withCString(settings.certificates) { certificates in
        unsafe request.method.withCString { method in
          unsafe request.url.text.withCString { url in
            unsafe headerLines.withCString { headers in
              var call = unsafe ccurl_request(
                method: method, url: url, headers: headers, body_size: request.body.size,
                proxy: proxy, certificates: certificates,
                connect_seconds: settings.limits.connect.seconds,
                idle_seconds: settings.limits.idle.seconds,
                total_seconds: settings.limits.total.seconds,
                max_header_bytes: Int64(settings.limits.headerBytes),
                max_body_bytes: settings.limits.bodyBytes)
              var callbacks = unsafe exchange.callbacks
              return unsafe ccurl_transfer_run(handle, &call, &callbacks)
            }
          }
        }
      }
    }
  }

  private func withCString<Result>(
    _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
  ) -> Result {
    guard let text else { return body(nil) }
    return unsafe text.withCString { unsafe body($0) }
  }
}

extension Duration? {
  /// Seconds, at least a little, since 0 stands for no limit.
  fileprivate var seconds: Double {
    guard let self else { return 0 }
    let (seconds, attoseconds) = self.components
    return max(Double(seconds) + Double(attoseconds) / 1e18, 1e-6)
  }
}

extension WebRequest.Body {
  fileprivate var size: Int64 {
    switch self {
    case .none: Int64(CCURL_NO_BODY)
    case .bytes(let bytes): Int64(bytes.count)
    case .stream(let length, _): length ?? Int64(CCURL_UNKNOWN_SIZE)
    }
  }
}
