/// Why a list cannot be written.
public struct ExportError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: String, Sendable, CaseIterable {
    /// The format counts frames, and the source has no rate.
    case noRate = "no_rate"
  }

  /// What is wrong.
  public let reason: Reason
  /// The same for people.
  public let description: String

  init(_ reason: Reason, _ description: String) {
    (self.reason, self.description) = (reason, description)
  }
}
