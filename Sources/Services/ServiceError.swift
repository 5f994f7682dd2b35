/// Why a request cannot be answered as it was asked.
package struct ServiceError: Error, Sendable, Equatable {
  /// What kind of thing is wrong.
  package enum Code: String, Sendable, CaseIterable {
    /// Something is missing.
    case required
    /// Something is wrong, or does not go together.
    case invalid
    /// It is right, and cannot be done.
    case unsupported
  }

  /// What kind of thing is wrong.
  package let code: Code
  /// The member, from the request's root; empty for the request.
  package let path: String
  /// A sentence for people.
  package let message: String

  init(_ code: Code, _ path: String, _ message: String) {
    (self.code, self.path, self.message) = (code, path, message)
  }
}

extension ServiceError: CustomStringConvertible {
  /// The member and what is wrong with it.
  package var description: String { path.isEmpty ? message : "\(path): \(message)" }
}

/// Why an analysis came to nothing that could be said.
package struct ServiceFailure: Error, Sendable, Equatable {
  /// A sentence for people.
  package let message: String

  /// Says why.
  package init(message: String) { self.message = message }
}

extension ServiceFailure: CustomStringConvertible {
  /// The message.
  package var description: String { message }
}
