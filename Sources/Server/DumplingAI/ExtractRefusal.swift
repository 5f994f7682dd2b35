internal import Fetching
internal import HTTP
internal import JSON
internal import Services
internal import Tasks
internal import Wires

/// Why there is no extraction: a status and the service's words.
struct ExtractRefusal: Error {
  /// The status.
  let status: Int
  private let words: String
  private var retryAfter: Int?

  init(_ status: Int, _ words: String) { (self.status, self.words) = (status, words) }

  /// That an extraction failed, in the service's words.
  init(failed details: String) {
    self.init(500, DumplingAI.ErrorResponse(failed: details).error)
  }

  /// That a file is larger than the service takes.
  static let tooLarge = ExtractRefusal(400, "Video file size exceeds the 2GB limit")

  /// A problem of HTTP: what is wrong with a body is wrong with the request.
  init(_ problem: Problem) {
    switch problem.status {
    case 404, 405: self.init(problem.status, problem.message)
    case 413: self = .tooLarge
    case 400..<500: self.init(400, problem.message)
    default: self.init(failed: problem.message)
    }
  }

  /// What the store says.
  init(_ error: StoreError) { self.init(failed: error.clientMessage) }

  /// That what a client named was not brought: what can be seen from its address is the request's fault.
  init(_ error: SourceError) {
    switch error.code {
    case .badURL, .forbidden: self.init(400, error.message)
    case .tooLarge: self = .tooLarge
    default: self.init(failed: error.message)
    }
  }

  /// That a document is not what it should be.
  init(_ error: WireError) {
    let name = error.path
    switch error.rule {
    case .required: self.init(400, "Missing required parameter: \(name)")
    case .kind where name.isEmpty: self.init(400, "The body must be a JSON object")
    case .kind(let kind): self.init(400, "\(name) must be a \(kind.rawValue)")
    case .choice(let words) where name == "inputMethod":
      self.init(400, "inputMethod must be \(words.map { "\"\($0)\"" }.joined(separator: " or "))")
    case .unknown: self.init(400, "Unknown parameter: \(name)")
    default: self.init(400, error.description)
    }
  }

  /// That a request may not go on.
  init(_ decision: Access.Decision) {
    switch decision {
    case .admitted: self.init(500, "Nothing was refused")
    case .unknown: self.init(401, "Invalid or missing Authorization header")
    case .forbidden: self.init(403, "This key may look, and extract nothing")
    case .exhausted(_, let seconds):
      self.init(429, "Too Many Requests")
      retryAfter = seconds
    case .foreignHost: self.init(400, "This server does not answer to that name")
    }
  }

  /// The answer.
  var response: Response {
    let response = Response.json(status, DumplingAI.ErrorResponse(error: words).json)
    if status == 401 { return response.with("WWW-Authenticate", "Bearer") }
    return retryAfter.map { response.with("Retry-After", "\($0)") } ?? response
  }
}
