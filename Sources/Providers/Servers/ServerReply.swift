package import Models
package import Web

/// What came of a question to a server: an answer or a refusal, and what left this machine for it.
package struct ServerReply<Answer: Sendable>: Sendable {
  /// The answer, or what the server said instead.
  package let result: Result<Answer, ServerRefusal>
  /// The head of the answer.
  package let headers: WebHeaders
  /// Every exchange, tries that failed among them.
  package let transfers: [Transfer]

  /// Notes what came.
  package init(
    result: Result<Answer, ServerRefusal>, headers: WebHeaders, transfers: [Transfer]
  ) {
    (self.result, self.headers, self.transfers) = (result, headers, transfers)
  }
}
