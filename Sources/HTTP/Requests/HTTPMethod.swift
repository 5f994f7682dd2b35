/// What a request wants done.
package struct HTTPMethod: Sendable, Hashable {
  /// The word as sent; methods know no other case.
  package let name: String

  /// Takes any word.
  package init(_ name: String) { self.name = name }

  /// `GET`.
  package static let get = HTTPMethod("GET")
  /// `HEAD`.
  package static let head = HTTPMethod("HEAD")
  /// `POST`.
  package static let post = HTTPMethod("POST")
  /// `PUT`.
  package static let put = HTTPMethod("PUT")
  /// `PATCH`.
  package static let patch = HTTPMethod("PATCH")
  /// `DELETE`.
  package static let delete = HTTPMethod("DELETE")
  /// `OPTIONS`.
  package static let options = HTTPMethod("OPTIONS")
}
