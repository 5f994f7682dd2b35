internal import HTTP
internal import JSON
internal import Tasks
internal import Wires

/// Why a chat is not answered: a status and a sentence.
struct ChatRefusal: Error {
  /// The status.
  let status: Int
  /// A sentence for people.
  let message: String
  private var retryAfter: Int?

  init(_ status: Int, _ message: String) { (self.status, self.message) = (status, message) }

  /// A problem of HTTP: what is wrong with a body is wrong with the request.
  init(_ problem: Problem) {
    let isBody = (400..<500).contains(problem.status) && ![404, 405].contains(problem.status)
    self.init(isBody ? 400 : problem.status, problem.message)
  }

  /// What the store says.
  init(_ error: StoreError) {
    self.init((400..<500).contains(error.status) ? 400 : error.status, error.clientMessage)
  }

  /// That a request may not go on.
  init(_ decision: Access.Decision) {
    switch decision {
    case .admitted: self.init(500, "Nothing was refused")
    case .unknown, .forbidden: self.init(401, "Invalid or missing API key")
    case .exhausted(_, let seconds):
      self.init(429, "Rate limit exceeded: the requests of this minute are used up")
      retryAfter = seconds
    case .foreignHost: self.init(400, "This server does not answer to that name")
    }
  }

  /// How a task ended that has no answer.
  ///
  /// What is wrong with the video or the question is the request's fault and would be so again: 400. All else is the
  /// server's: 500.
  init(_ task: TaskRecord) {
    let reason = task.failure?.reason ?? "The analysis was given up"
    let isOurs = task.failure.map { Self.ours.contains($0.code) } ?? true
    self.init(isOurs ? 500 : 400, reason)
  }

  private static let ours: Set<String> = [
    "internal_error", "no_answer", "no_model", "timeout", "unwritable", "worker_lost",
  ]

  /// The answer.
  var response: Response {
    let response = Response.json(status, OpenAI.ChatErrorBody(error: message).json)
    switch status {
    case 401: return response.with("WWW-Authenticate", "Bearer")
    case 429: return retryAfter.map { response.with("Retry-After", "\($0)") } ?? response
    // OpenAI's clients would have the whole analysis done again, twice, without saying so.
    case 500: return response.with("x-should-retry", "false")
    default: return response
    }
  }
}
