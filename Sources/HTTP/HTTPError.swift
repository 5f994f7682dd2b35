/// Why a server did not start, or a stream did not go on.
package struct HTTPError: Error, Sendable, Equatable {
  /// What went wrong, in words that do not change.
  package enum Code: String, Sendable, CaseIterable {
    /// Another program listens there.
    case addressInUse = "address_in_use"
    /// The address is none of this machine's.
    case badAddress = "bad_address"
    /// This user may not listen there.
    case notPermitted = "not_permitted"
    /// The system has no more threads, descriptors or memory.
    case outOfResources = "out_of_resources"
    /// The folder for bodies cannot be used.
    case badSpool = "bad_spool"
    /// Two routes answer the same requests, or a pattern is none.
    case badRoutes = "bad_routes"
    /// The client has gone, or the server does not wait for it any longer.
    case clientGone = "client_gone"
    /// What was to be sent would be read as something else.
    case badEvent = "bad_event"
    /// A body could not be read or moved.
    case badBody = "bad_body"
  }

  /// What went wrong.
  package let code: Code
  /// A sentence for people.
  package let message: String

  init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }
}

extension HTTPError: CustomStringConvertible {
  /// The message.
  package var description: String { message }
}
