internal import HTTP
internal import JSON
internal import Services
internal import Tasks
internal import Wires

/// What TwelveLabs' clients are answered when something is wrong.
enum TwelveLabsWords {
  /// An answer of JSON; all say which version of the API they are of.
  static func answer(_ status: Int, _ json: JSONValue) -> Response {
    versioned(.json(status, json))
  }

  /// An answer without a body.
  static var nothing: Response { versioned(Response(204)) }

  static func versioned(_ response: Response) -> Response {
    response.with("X-Api-Version", "v1.3")
  }

  /// A refusal, in both shapes that clients look for.
  static func answer(_ refusal: TwelveLabsRefusal) -> Response {
    answer(refusal.status, refusal.body.json)
  }

  /// What HTTP has against a request.
  static func problem(_ problem: Problem, _ head: RequestHead?) -> Response {
    let path = head?.path ?? ""
    return switch problem.code {
    case .notFound: answer(.unknown(path, in: "routes"))
    case .methodNotAllowed:
      answer(TwelveLabsRefusal(405, .methodNotAllowed, problem.message))
    case .unsupportedMediaType:
      answer(TwelveLabsRefusal(400, .contentTypeInvalid, problem.message))
    case .unavailable: answer(TwelveLabsRefusal(503, .tooManyRequests, problem.message))
    case .internalError, .insufficientStorage, .notImplemented:
      answer(TwelveLabsRefusal(problem.status, .internalError, problem.message))
    default: answer(TwelveLabsRefusal(problem.status, .parameterInvalid, problem.message))
    }
  }

  /// Why a request is not admitted.
  static func refusal(_ decision: Access.Decision) -> Response {
    switch decision {
    case .admitted: answer(internalError)
    case .unknown:
      answer(
        TwelveLabsRefusal(
          401, .keyInvalid, "The field x-api-key is missing, or its key is not known."))
    case .forbidden:
      answer(TwelveLabsRefusal(403, .unauthorized, "This key may look, and change nothing."))
    case .exhausted(_, let seconds):
      answer(
        TwelveLabsRefusal(429, .tooManyRequests, "The requests of this minute are used up.")
      ).with("Retry-After", "\(seconds)")
    case .foreignHost:
      answer(
        TwelveLabsRefusal(
          421, .unauthorized,
          "A server without keys answers to the names of this machine alone; start it with --allow-host."
        ))
    }
  }

  /// What the memory has against a request about something that a path names.
  static func refusal(_ error: StoreError, of id: String, in collection: String)
    -> TwelveLabsRefusal
  {
    switch error.code {
    case .notFound: .unknown(id, in: collection)
    case .keyReused: TwelveLabsIdempotency.reused
    case .inUse: TwelveLabsRefusal(409, .assetInUse, error.clientMessage)
    case .wrongState: TwelveLabsRefusal(409, .taskCannotBeDeleted, error.clientMessage)
    default: TwelveLabsRefusal(error.status, .internalError, error.clientMessage)
    }
  }

  static let internalError = TwelveLabsRefusal(500, .internalError, "Something went wrong here.")
}
