package import Wires

/// Why a request about videos is refused, in the gateway's words.
package struct BifrostRefusal: Error, Sendable, Equatable {
  /// What the client is told.
  package var error: Bifrost.BifrostError
  /// Seconds until it is worth asking again; nil where that makes no difference.
  package var retryAfter: Int?

  /// Refuses with a status; the type follows from it.
  package init(_ status: Int, _ code: String, _ message: String, param: String? = nil) {
    error = Bifrost.BifrostError(
      status, type: Self.types[status] ?? (status < 500 ? "invalid_request_error" : "api_error"),
      code: code, message: message, param: param)
  }

  /// That something is wrong with the request.
  package static func invalid(_ message: String, param: String? = nil) -> BifrostRefusal {
    BifrostRefusal(400, "invalid_request", message, param: param)
  }

  /// That there is no such video, or none any more.
  package static let unknownVideo = BifrostRefusal(404, "not_found", "video not found")

  /// That nobody here can do what is asked.
  package static func unsupported(
    _ requestType: Bifrost.RequestType, by provider: String
  ) -> BifrostRefusal {
    BifrostRefusal(
      400, "unsupported_operation",
      "\(requestType.rawValue) is not supported by \(provider) provider")
  }

  /// That a body is not the document that it should be.
  package static func malformed(_ reason: String) -> BifrostRefusal {
    .invalid("Invalid request format: \(reason)")
  }

  private static let types = [
    401: "authentication_error", 403: "permission_error", 404: "not_found_error",
    429: "rate_limit_error",
  ]
}
