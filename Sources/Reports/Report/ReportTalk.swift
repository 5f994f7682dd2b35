/// What was asked, and what was answered about the whole.
package struct ReportTalk: Sendable, Equatable {
  /// What was asked for: segments, a prompt, definitions; nil for documents that ask nobody.
  package var kind: String?
  /// The prompt.
  package var prompt: String?
  /// The standing instruction.
  package var system: String?
  /// Settings of the question as names and values for people.
  package var settings: [ReportNote] = []
  /// The answer in words.
  package var answer: String?
  /// The answer as JSON, spread for reading.
  package var answerJSON: String?
  /// What could not be filled in the answer.
  package var unanswered: [String] = []
  /// Whether all was answered: `complete`, `length` or `partial`.
  package var completeness: String?
  /// What was changed of the answer.
  package var corrections: [ReportNote] = []
  /// What went wrong on the way.
  package var problems: [ReportNote] = []
}
