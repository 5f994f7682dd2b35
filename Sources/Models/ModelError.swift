/// Why a model gave no answer.
///
/// The code is a promise; the message is for people.
public struct ModelError: Error, Sendable, Equatable {
  /// What went wrong, in words that do not change.
  public enum Code: String, Sendable, CaseIterable {
    /// The model or a filter would not answer this.
    case refused
    /// The key is missing, wrong, or may not do this.
    case unauthorised
    /// Too many requests in too little time; `wait` says how long to leave off.
    case rateLimited = "rate_limited"
    /// Nothing is left of what was paid for.
    case quotaExhausted = "quota_exhausted"
    /// The question does not fit into the model's context; `most` is the number of tokens, if known.
    case contextTooLong = "context_too_long"
    /// A call holds more pictures than the model takes; `most` is their number, if known.
    case tooManyPictures = "too_many_pictures"
    /// The model does not look at pictures at all.
    case picturesUnsupported = "pictures_unsupported"
    /// The request is larger than the server takes.
    case requestTooLarge = "request_too_large"
    /// There is no model of that name.
    case noSuchModel = "no_such_model"
    /// The server did not understand the request.
    case badRequest = "bad_request"
    /// The server could not be reached, or the connection broke.
    case unreachable
    /// The server is there and cannot work now.
    case unavailable
    /// The time allowed ran out.
    case timedOut = "timed_out"
    /// An answer came that cannot be understood.
    case brokenAnswer = "broken_answer"
    /// Nothing may leave this machine.
    case offline
    /// The budget of the run is spent.
    case overBudget = "over_budget"
    /// The caller cancelled.
    case cancelled
  }

  /// What went wrong.
  public let code: Code
  /// A sentence for people.
  public let message: String
  /// Seconds after which to try again; nil if the server did not say.
  public let wait: Double?
  /// The bound that was met, if the server named it.
  public let most: Int?
  /// What left this machine all the same.
  public var transfers: [Transfer]

  /// Makes an error.
  public init(
    _ code: Code, _ message: String, wait: Double? = nil, most: Int? = nil,
    transfers: [Transfer] = []
  ) {
    (self.code, self.message, self.wait, self.most) = (code, message, wait, most)
    self.transfers = transfers
  }
}

extension ModelError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
