internal import HTTP
internal import JSON
internal import Services
internal import Tasks
internal import Wires

extension BifrostRefusal {
  /// A problem of HTTP.
  init(_ problem: Problem) {
    self.init(problem.status, problem.code.rawValue, problem.message)
  }

  /// What the store says.
  init(_ error: StoreError) {
    guard error.code != .notFound else {
      self = .unknownVideo
      return
    }
    self.init(error.status, error.code.rawValue, error.clientMessage)
  }

  /// That a request may not go on.
  init(_ decision: Access.Decision) {
    switch decision {
    case .admitted: self.init(500, "internal_error", "Nothing was refused.")
    case .unknown: self.init(401, "unauthorized", "Unauthorized")
    case .forbidden: self.init(403, "forbidden", "This key may look, and change nothing.")
    case .exhausted(_, let seconds):
      self.init(429, "rate_limit_exceeded", "The requests of this minute are used up.")
      retryAfter = seconds
    case .foreignHost:
      self.init(403, "foreign_host", "This server does not answer to that name.")
    }
  }

  /// The answer.
  var response: Response {
    var response = Response.json(error.statusCode, error.json)
    if let retryAfter { response = response.with("Retry-After", "\(retryAfter)") }
    return switch error.statusCode {
    case 401: response.with("WWW-Authenticate", "Bearer")
    // OpenAI's clients would ask for the same again, twice, without saying so.
    case 500: response.with("x-should-retry", "false")
    default: response
    }
  }
}
