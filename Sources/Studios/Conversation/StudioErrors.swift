internal import Fetching
internal import Providers
internal import Web

extension StudioError {
  /// What a refusal means.
  init(_ refusal: ServerRefusal, from entry: StudioEntry) {
    let code = Self.code(of: refusal)
    var words = "\(entry.name): \(Self.advice(code, refusal.status, entry))"
    if !refusal.message.isEmpty {
      words += " The service says: \(entry.withoutSecrets(refusal.message).prefix(1000))"
    } else {
      words += " The service answered with status \(refusal.status)."
    }
    self.init(
      code, words, status: (400..<600).contains(refusal.status) ? refusal.status : 502,
      serviceCode: refusal.code.isEmpty ? nil : String(refusal.code.prefix(200)))
    if !refusal.type.isEmpty { type = String(refusal.type.prefix(200)) }
    parameter = refusal.field.map { String($0.prefix(200)) }
    wait = refusal.delay
    if code == .refused { filtered = Filtered(count: nil, reasons: []) }
  }

  private static func code(of refusal: ServerRefusal) -> Code {
    if filters.contains(refusal.code) || filters.contains(refusal.type) { return .refused }
    if refusal.status == 402 || spent.contains(refusal.code) { return .quotaExhausted }
    if refusal.message.contains("API key not valid") { return .unauthorised }
    return switch refusal.status {
    case 401, 403: .unauthorised
    case 404: .notFound
    case 410: .expired
    case 429: .rateLimited
    case 408, 409, 500...: .unavailable
    default: .badRequest
    }
  }

  private static let filters: Set<String> = [
    "moderation_blocked", "content_policy_violation", "content_filter", "safety_violation",
  ]
  private static let spent: Set<String> = [
    "insufficient_quota", "billing_hard_limit_reached", "billing_not_active",
  ]

  private static func advice(_ code: Code, _ status: Int, _ entry: StudioEntry) -> String {
    switch code {
    case .refused: "a filter of the service holds this back."
    case .unauthorised:
      entry.key == nil
        ? "it wants a key, and none is set." : "the key is wrong, or may not do this."
    case .notFound: "there is no such model or film there."
    case .expired: "the film is not kept any longer."
    case .rateLimited: "too many requests in too little time."
    case .quotaExhausted: "nothing is left of the quota or the credit."
    case .unavailable: "the service cannot work now."
    case .badRequest where (300..<400).contains(status):
      "its address leads elsewhere; set the url to where it leads."
    default: "the service does not take the order."
    }
  }

  /// Why no answer came.
  init(_ error: WebError, from entry: StudioEntry) {
    if let cause = error.cause as? SourceError {
      self.init(cause, from: entry)
      return
    }
    let (code, words): (Code, String) =
      switch error.code {
      case .offline, .refusedAddress: (.offline, error.message)
      case .badURL, .tooManyRedirects: (.brokenAnswer, error.message)
      case .invalidRequest:
        (.badRequest, "its key or headers hold something that cannot be sent, such as a line break")
      case .unreachable, .tls: (.unreachable, error.message)
      case .cut: (.unreachable, "the connection broke in the middle of the answer")
      case .timedOut: (.timedOut, Self.words(of: error, entry))
      case .tooLarge: (.tooLarge, "more comes than is taken")
      case .brokenAnswer, .stopped: (.brokenAnswer, error.message)
      case .cancelled: (.cancelled, "cancelled")
      }
    self.init(code, "\(entry.name): \(entry.withoutSecrets(words))")
    if code == .unreachable { type = "provider_connection_failed" }
  }

  private static func words(of error: WebError, _ entry: StudioEntry) -> String {
    switch error.deadline {
    case .connect: "no connection within \(entry.connect)"
    case .idle: "nothing came for \(entry.idle)"
    case .total, nil: "the answer took longer than allowed"
    }
  }

  /// Why what came was not kept.
  init(_ error: SourceError, from entry: StudioEntry) {
    switch error.code {
    case .unwritable: self.init(.unwritable, "\(entry.name): the film cannot be kept here")
    case .cancelled: self.init(.cancelled, "\(entry.name): cancelled")
    default: self.init(.brokenAnswer, "\(entry.name): what came is no film. \(error.message)")
    }
  }
}
