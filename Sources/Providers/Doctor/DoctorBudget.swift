/// What an examination costs, or may cost.
package struct DoctorBudget: Sendable, Hashable {
  /// Requests to the model; what servers tell of themselves for nothing is not among them.
  package var calls: Int
  /// Tokens of questions and answers.
  package var tokens: Int

  /// Makes a budget.
  package init(calls: Int, tokens: Int) { (self.calls, self.tokens) = (calls, tokens) }

  static let nothing = DoctorBudget(calls: 0, tokens: 0)

  static func + (a: Self, b: Self) -> Self {
    Self(calls: a.calls + b.calls, tokens: a.tokens + b.tokens)
  }

  static func += (a: inout Self, b: Self) { a = a + b }

  static func <= (a: Self, b: Self) -> Bool { a.calls <= b.calls && a.tokens <= b.tokens }
}

extension DoctorBudget: CustomStringConvertible {
  /// For people.
  package var description: String {
    "\(calls) \(calls == 1 ? "request" : "requests") and \(tokens) tokens"
  }
}
