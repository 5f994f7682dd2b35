/// Who answered, and what that took.
package struct ReportAccount: Sendable, Equatable {
  /// Bytes to and from a place.
  package struct Transfer: Sendable, Equatable {
    /// The place.
    package let destination: String
    /// Bytes that were sent.
    package let sent: Int64
    /// Bytes that came back.
    package let received: Int64
  }

  /// A part of the work, and how long it took.
  package struct Stage: Sendable, Equatable {
    /// Its name.
    package let name: String
    /// How long it took.
    package let seconds: Double
  }

  /// The model's provider, name and revision in one line.
  package let model: String
  /// Who wrote down what is said.
  package let transcriber: String?
  /// Questions that were asked.
  package let requests: Int64
  /// Pictures that were shown.
  package let pictures: Int64
  /// Tokens that the model read.
  package let inputTokens: Int64
  /// Tokens that it wrote.
  package let outputTokens: Int64
  /// Whether some were not counted by the model.
  package let isGuessed: Bool
  /// What it cost, in dollars.
  package let cost: Double?
  /// Seconds that each stage took; empty where the run is not told of.
  package let stages: [Stage]
  /// What left this machine; nil where the run is not told of.
  package let transfers: [Transfer]?
}
