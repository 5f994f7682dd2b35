/// What an examination may cost.
package struct DoctorBudget: Sendable, Hashable {
  /// Requests to the model; what servers tell of themselves for nothing is not among them.
  package var requests: Int
  /// Tokens of questions and answers.
  package var tokens: Int
  /// All the time of the examination.
  package var time: Duration

  /// Makes a budget.
  package init(requests: Int, tokens: Int, time: Duration) {
    (self.requests, self.tokens, self.time) = (requests, tokens, time)
  }

  /// What an examination may cost unless somebody says otherwise.
  package static let usual = DoctorBudget(requests: 40, tokens: 30_000, time: .seconds(900))
  /// What a deep one may cost unless somebody says otherwise.
  package static let deep = DoctorBudget(requests: 100, tokens: 250_000, time: .seconds(3600))
}
