/// Why an exchange gave no answer.
///
/// The code is a promise; the message is for people, and holds no header, path, query or body.
package struct WebError: Error, Sendable {
  /// What went wrong, in words that do not change.
  package enum Code: String, Sendable, CaseIterable {
    /// No connection is allowed at all.
    case offline
    /// The host or each of its addresses may not be talked to.
    case refusedAddress = "refused_address"
    /// It is no `http` or `https` address.
    case badURL = "bad_url"
    /// The request cannot be sent as it is.
    case invalidRequest = "invalid_request"
    /// No connection could be made.
    case unreachable
    /// The other side could not prove who it is, or no cipher was agreed on.
    case tls
    /// A deadline passed; `deadline` says which.
    case timedOut = "timed_out"
    /// Headers or body are larger than allowed.
    case tooLarge = "too_large"
    /// The connection ended before the answer did.
    case cut
    /// What came is not an answer by the rules of HTTP.
    case brokenAnswer = "broken_answer"
    /// One redirect led to the next too often.
    case tooManyRedirects = "too_many_redirects"
    /// A closure of the caller threw; `cause` is what it threw.
    case stopped
    /// The task was cancelled.
    case cancelled
  }

  /// A limit of time.
  package enum Deadline: String, Sendable, CaseIterable {
    /// From the beginning to an open connection, its encryption included.
    case connect
    /// Between any byte and the next.
    case idle
    /// From the beginning to the end, redirects included.
    case total
  }

  /// What went wrong.
  package let code: Code
  /// A sentence for people.
  package let message: String
  /// Which time ran out, if the code is `timedOut`.
  package let deadline: Deadline?
  /// What the caller's closure threw, if the code is `stopped`.
  package let cause: (any Error)?
  /// What was sent all the same, oldest first.
  package var receipts: [TransferReceipt] = []

  package init(
    _ code: Code, _ message: String, deadline: Deadline? = nil, cause: (any Error)? = nil
  ) {
    (self.code, self.message, self.deadline, self.cause) = (code, message, deadline, cause)
  }
}

extension WebError: CustomStringConvertible {
  /// The message.
  package var description: String { message }
}
