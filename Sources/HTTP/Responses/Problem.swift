/// Why a request is refused, before an API puts it into its own words.
///
/// A handler may throw one.
package struct Problem: Error, Sendable, Equatable {
  /// What went wrong, in words that do not change.
  package enum Code: String, Sendable, CaseIterable {
    /// The request is not HTTP, or its parts contradict each other.
    case badRequest = "bad_request"
    /// No route has this path.
    case notFound = "not_found"
    /// There are routes of this path, but not with this method.
    case methodNotAllowed = "method_not_allowed"
    /// The request came too slowly.
    case requestTimeout = "request_timeout"
    /// A body, a part of a form or the number of parts is too large.
    case bodyTooLarge = "body_too_large"
    /// The address is too long.
    case targetTooLong = "target_too_long"
    /// The body is of a kind that the route does not take.
    case unsupportedMediaType = "unsupported_media_type"
    /// The file has no such bytes.
    case rangeNotSatisfiable = "range_not_satisfiable"
    /// Something is expected that nobody here does.
    case expectationFailed = "expectation_failed"
    /// The header fields are too large.
    case headersTooLarge = "headers_too_large"
    /// A handler threw what it should have answered.
    case internalError = "internal_error"
    /// The request needs what is not spoken here.
    case notImplemented = "not_implemented"
    /// There are too many connections or streams.
    case unavailable
    /// Another version of HTTP.
    case versionNotSupported = "version_not_supported"
    /// The disk is full.
    case insufficientStorage = "insufficient_storage"

    /// The status that goes with it.
    package var status: Int {
      switch self {
      case .badRequest: 400
      case .notFound: 404
      case .methodNotAllowed: 405
      case .requestTimeout: 408
      case .bodyTooLarge: 413
      case .targetTooLong: 414
      case .unsupportedMediaType: 415
      case .rangeNotSatisfiable: 416
      case .expectationFailed: 417
      case .headersTooLarge: 431
      case .internalError: 500
      case .notImplemented: 501
      case .unavailable: 503
      case .versionNotSupported: 505
      case .insufficientStorage: 507
      }
    }
  }

  /// What went wrong.
  package let code: Code
  /// A sentence for people.
  package let message: String

  /// Makes a problem.
  package init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

  /// The status to answer with.
  package var status: Int { code.status }

  static func bodyTooLarge(_ limit: Int64) -> Problem {
    Problem(.bodyTooLarge, "The body has more than \(limit) bytes.")
  }
}

/// Puts a problem into the words of an API; the head is nil where none has come.
package typealias ProblemWriter = @Sendable (Problem, RequestHead?) -> Response
