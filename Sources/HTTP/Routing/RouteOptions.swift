/// What a route takes.
package struct RouteOptions: Sendable {
  /// What becomes of a body.
  package enum Accepts: Sendable {
    /// It is bytes, whatever it says it is.
    case raw
    /// It must be a form; any other is refused (415).
    case form
    /// A form is taken apart, anything else is bytes.
    case either
  }

  /// Bytes of a body; nil for what the server's limits say.
  package var bodyLimit: Int64?
  /// What becomes of a body.
  package var accepts: Accepts

  /// Makes options.
  package init(bodyLimit: Int64? = nil, accepts: Accepts = .raw) {
    (self.bodyLimit, self.accepts) = (bodyLimit, accepts)
  }
}

/// A route, as those see it who decide whether a request may go there.
package struct RouteInfo: Sendable {
  /// The pattern as it was given.
  package let pattern: String
  /// The method of the route; `GET` for a `HEAD` that it answers.
  package let method: HTTPMethod
  /// What the path has for the names of the pattern.
  package let parameters: Parameters
}

/// Answers requests.
package typealias Handler = @Sendable (Request, Parameters) async throws -> Response
/// Refuses a request before its body is read, or lets it go on with nil; must not block.
package typealias Admission = @Sendable (RequestHead, RouteInfo) -> Response?
