/// Why a studio did not do what it was asked.
///
/// The code is a promise. Status, type and the service's own code are fit for an API that passes errors on; the message
/// is for people and holds no secret.
package struct StudioError: Error, Sendable, Equatable {
  /// What went wrong, in words that do not change.
  package enum Code: String, Sendable, CaseIterable {
    /// The service does not take the order as it is.
    case badRequest = "bad_request"
    /// The studio cannot do such a thing at all.
    case unsupported = "unsupported_operation"
    /// A filter of the service holds the order or the film back.
    case refused
    /// The key is missing, wrong, or may not do this.
    case unauthorised
    /// There is no such model or job.
    case notFound = "not_found"
    /// The film is not kept any longer, or the address of it no longer valid.
    case expired
    /// Too many requests in too little time; `wait` says how long to leave off.
    case rateLimited = "rate_limited"
    /// Nothing is left of what was paid for.
    case quotaExhausted = "quota_exhausted"
    /// The service is there and cannot work now.
    case unavailable
    /// The service could not be reached, or the connection broke.
    case unreachable
    /// The time allowed ran out.
    case timedOut = "timed_out"
    /// An answer came that cannot be understood.
    case brokenAnswer = "broken_answer"
    /// The service gave the job up.
    case failed
    /// The film is larger than allowed.
    case tooLarge = "too_large"
    /// The film cannot be kept here.
    case unwritable
    /// The connection may not be made.
    case offline
    /// The caller cancelled.
    case cancelled
  }

  /// What a filter held back.
  package struct Filtered: Sendable, Equatable {
    /// How many films; nil if the service does not say.
    package let count: Int?
    /// Why, in the service's words.
    package let reasons: [String]

    package init(count: Int?, reasons: [String]) { (self.count, self.reasons) = (count, reasons) }
  }

  /// What went wrong.
  package let code: Code
  /// A sentence for people.
  package let message: String
  /// The status that says the same in HTTP: the service's own where it gave one.
  package let status: Int
  /// The kind of error, as OpenAI and those after it name kinds.
  package var type: String
  /// The service's own name for what went wrong; nil if it has none.
  package var serviceCode: String?
  /// The member of the order that is to blame; nil if none was named.
  package var parameter: String?
  /// How long the service wants to be left alone; nil if it does not say.
  package var wait: Duration?
  /// What a filter held back; nil if none did.
  package var filtered: Filtered?

  package init(_ code: Code, _ message: String, status: Int? = nil, serviceCode: String? = nil) {
    let status = status ?? code.usualStatus
    (self.code, self.message, self.status) = (code, message, status)
    self.serviceCode = serviceCode
    type = Self.type(of: status)
  }

  /// Whether the same request may be answered later.
  package var mayPass: Bool {
    switch code {
    case .rateLimited, .unavailable, .unreachable, .timedOut, .brokenAnswer: true
    default: false
    }
  }

  static func type(of status: Int) -> String {
    switch status {
    case 401: "authentication_error"
    case 403: "permission_error"
    case 404, 410: "not_found_error"
    case 429: "rate_limit_error"
    case 499: "request_cancelled"
    case 504: "request_timed_out"
    case 500...: "api_error"
    default: "invalid_request_error"
    }
  }
}

extension StudioError.Code {
  fileprivate var usualStatus: Int {
    switch self {
    case .badRequest, .unsupported, .refused: 400
    case .unauthorised: 401
    case .quotaExhausted: 402
    case .offline: 403
    case .notFound, .expired: 404
    case .rateLimited: 429
    case .cancelled: 499
    case .unwritable: 500
    case .unreachable, .brokenAnswer, .failed, .tooLarge: 502
    case .unavailable: 503
    case .timedOut: 504
    }
  }
}

extension StudioError: CustomStringConvertible {
  /// The message.
  package var description: String { message }
}
