internal import HTTP
internal import JSON
internal import Tasks
internal import Wires

/// Why a request for visuals is refused: in the four statuses that are published, and two for addresses that are not.
struct VisualsRefusal: Error {
  /// The status.
  let status: Int
  private let message: String
  private let code: String
  private let issues: [String]?
  private var retryAfter: Int?

  init(_ status: Int, _ message: String? = nil, issues: [String]? = nil) {
    let usual: (message: String, code: String) =
      switch status {
      case 400: ("Invalid input data", "BAD_REQUEST")
      case 401: ("Authorization not provided", "UNAUTHORIZED")
      case 403: ("Insufficient access", "FORBIDDEN")
      case 404: ("Not found", "NOT_FOUND")
      case 405: ("Method not supported", "METHOD_NOT_SUPPORTED")
      default: ("Internal server error", "INTERNAL_SERVER_ERROR")
      }
    (self.status, code) = (status, usual.code)
    (self.message, self.issues) = (message ?? usual.message, issues)
  }

  /// A problem of HTTP: what is wrong with a body is wrong with the input.
  init(_ problem: Problem) {
    switch problem.status {
    case 404, 405: self.init(problem.status)
    case 400..<500: self.init(400, issues: [problem.message])
    default: self.init(500)
    }
  }

  /// What the store says; what its disk is like is no concern of clients.
  init(_ error: StoreError) {
    switch error.status {
    case 404: self.init(404)
    case 400..<500: self.init(400, issues: [error.clientMessage])
    default: self.init(500, error.clientMessage)
    }
  }

  /// That a request may not go on.
  init(_ decision: Access.Decision) {
    switch decision {
    case .admitted: self.init(500)
    case .unknown: self.init(401)
    case .forbidden: self.init(403)
    // A quota that is used up is refused access: 429 is none of the published statuses.
    case .exhausted(_, let seconds):
      self.init(403, "The requests of this minute are used up")
      retryAfter = seconds
    case .foreignHost: self.init(403, "This server does not answer to that name")
    }
  }

  /// The answer, as the visuals have it.
  var response: Response { finished(.json(status, body.json)) }

  /// The answer, as a procedure has it.
  func response(of procedure: String) -> Response {
    let answer = BibiGPT.ProcedureAnswer.failure(body, status: status, path: procedure)
    return finished(.json(status, answer.json))
  }

  private var body: BibiGPT.ErrorBody {
    BibiGPT.ErrorBody(message: message, code: code, issues: issues)
  }

  private func finished(_ response: Response) -> Response {
    if status == 401 { return response.with("WWW-Authenticate", "Bearer") }
    return retryAfter.map { response.with("Retry-After", "\($0)") } ?? response
  }
}
