package import Models
internal import Web

extension WebError {
  /// What the server said in the middle of a stream; nil if it is something else.
  var refusal: ServerRefusal? {
    if case .refusal(let refusal) = cause as? StreamFault { refusal } else { nil }
  }
}

extension WebError {
  /// The error with what was sent before it.
  func after(_ receipts: [TransferReceipt]) -> WebError {
    var error = self
    error.receipts = receipts
    return error
  }
}

extension Transfer {
  /// What an exchange cost, as results tell it.
  init(_ receipt: TransferReceipt) {
    self.init(
      destination: "\(receipt.scheme)://\(receipt.host):\(receipt.port)",
      address: receipt.remoteAddress, sent: Int(receipt.bytesSent),
      received: Int(receipt.bytesReceived))
  }
}

extension ModelError {
  /// Why no answer came, in words that say what to do.
  init(_ error: WebError, from entry: ServerEntry, at url: WebURL, _ transfers: [Transfer]) {
    let place = "\(url.host):\(url.port)"
    if let fault = error.cause as? StreamFault, case .nonsense(let words) = fault {
      self.init(.brokenAnswer, "\(entry.name): \(words)", transfers: transfers)
      return
    }
    let (code, words): (Code, String) =
      switch error.code {
      case .offline: (.offline, "\(place) was not asked, since nothing may leave this machine")
      case .refusedAddress: (.offline, error.message)
      case .badURL, .tooManyRedirects: (.badRequest, error.message)
      case .invalidRequest:
        (.badRequest, "its key or headers hold something that cannot be sent, such as a line break")
      case .unreachable:
        (.unreachable, "\(error.message); is the server running, and its base URL right?")
      case .tls: (.unreachable, "\(error.message)")
      case .cut: (.unreachable, "the connection broke in the middle of the answer")
      case .timedOut: (.timedOut, Self.words(of: error, entry))
      case .tooLarge, .brokenAnswer: (.brokenAnswer, error.message)
      case .stopped: (.brokenAnswer, (error.cause as? WebError)?.message ?? error.message)
      case .cancelled: (.cancelled, "cancelled")
      }
    self.init(code, "\(entry.name): \(entry.withoutSecrets(words))", transfers: transfers)
  }

  private static func words(of error: WebError, _ entry: ServerEntry) -> String {
    switch error.deadline {
    case .connect: "no connection within \(entry.connect); is the server running?"
    case .idle: "nothing came for \(entry.idle); a model that is still being loaded may need longer"
    case .total, nil: "the answer took longer than allowed"
    }
  }

  /// What a refusal means, in words that say what to do.
  package init(_ refusal: ServerRefusal, from entry: ServerEntry, _ transfers: [Transfer]) {
    let verdict = RefusalVerdict(refusal)
    var words = "\(entry.name): \(Self.advice(verdict, refusal.status, entry))"
    if !refusal.message.isEmpty {
      words += " The server says: \(entry.withoutSecrets(refusal.message).prefix(500))"
    } else {
      words += " The server answered with status \(refusal.status)."
    }
    let wait = refusal.delay.map {
      Double($0.components.seconds) + Double($0.components.attoseconds) / 1e18
    }
    self.init(
      verdict.code, words, wait: verdict.code == .rateLimited || verdict.mayPass ? wait : nil,
      most: verdict.most, transfers: transfers)
  }

  private static func advice(
    _ verdict: RefusalVerdict, _ status: Int, _ entry: ServerEntry
  ) -> String {
    switch verdict.code {
    case .badRequest where (300..<400).contains(status):
      "its address leads elsewhere; set the base URL to where it leads."
    case .unauthorised:
      entry.key == nil
        ? "it wants a key, and none is set." : "the key is wrong, or may not use this model."
    case .noSuchModel:
      "there is no model \(entry.model) at this address; it may have been renamed or retired, or the base URL is wrong."
    case .requestTooLarge: "the request is larger than the server takes; show it fewer pictures."
    case .contextTooLong:
      "the question does not fit into the model's context\(verdict.most.map { " of \($0) tokens" } ?? "")."
    case .picturesUnsupported: "the model \(entry.model) does not look at pictures."
    case .tooManyPictures:
      "the model takes \(verdict.most.map { "\($0)" } ?? "fewer") pictures in one call."
    case .quotaExhausted: "nothing is left of the quota or the credit."
    case .refused: "a filter of the provider held the question back."
    case .rateLimited: "too many requests in too little time."
    case .unavailable: "the server cannot work now."
    default: "the server did not take the request."
    }
  }
}
