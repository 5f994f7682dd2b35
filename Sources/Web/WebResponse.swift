/// What a server says before the body.
package struct WebHead: Sendable, Equatable {
  /// The status.
  package let status: Int
  /// The fields.
  package let headers: WebHeaders

  /// Makes a head.
  package init(status: Int, headers: WebHeaders = WebHeaders()) {
    (self.status, self.headers) = (status, headers)
  }

  /// Whether the server did what it was asked.
  package var isSuccess: Bool { (200..<300).contains(status) }
}

/// What a server answered.
package struct WebResponse: Sendable {
  /// What it said before the body.
  package let head: WebHead
  /// The body, decompressed; empty where it was streamed.
  package let body: [UInt8]
  /// Who answered, after all redirects.
  package let url: WebURL
  /// What each exchange cost, redirects included, oldest first.
  package let receipts: [TransferReceipt]

  /// The status.
  package var status: Int { head.status }
  /// The fields.
  package var headers: WebHeaders { head.headers }
}
