/// What a definition found.
package struct ReportFinding: Sendable, Equatable {
  /// A stretch that was found.
  package struct Stretch: Sendable, Equatable {
    /// From when to when.
    package let span: ReportSpan
    /// The fields and their values for people; the value is nil where nobody knows.
    package let fields: [Field]
    /// What was changed of the model's answer.
    package let corrections: [ReportNote]
  }

  /// A field of a definition.
  package struct Field: Sendable, Equatable {
    /// Its name.
    package let name: String
    /// Its value for people; nil where nobody knows.
    package let value: String?
  }

  /// The definition's name.
  package let id: String
  /// What it means.
  package let description: String
  /// What was found, in order.
  package let stretches: [Stretch]
  /// What was dropped of the model's answer.
  package let dropped: [ReportNote]
}
