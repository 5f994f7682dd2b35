/// What is wrong with a configuration, and where.
public struct CatalogError: Error, Sendable, Equatable {
  /// What kind of thing is wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// The file cannot be understood.
    case invalid
    /// Nothing of that name is configured.
    case noSuchModel = "no_such_model"
    /// A key is wanted, and the environment has none.
    case noKey = "no_key"
  }

  /// What kind of thing is wrong.
  public let code: Code
  /// The line of the file, from 1; nil where no line is to blame.
  public let line: Int?
  /// What is wrong, in words for people.
  public let message: String

  /// Says what is wrong.
  package init(_ code: Code, _ message: String, line: Int? = nil) {
    (self.code, self.message, self.line) = (code, message, line)
  }
}

extension CatalogError: CustomStringConvertible {
  /// The message, with its line before it.
  public var description: String { line.map { "line \($0): \(message)" } ?? message }
}
