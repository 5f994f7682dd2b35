/// What a command is given without a name.
package struct Positional: Sendable, Hashable {
  /// What it can be.
  package enum Value: Sendable, Hashable {
    /// The name of a file.
    case file
    /// Something to write.
    case text
    /// One of these words.
    case choice([String])
  }

  /// What stands for it in the help.
  package let placeholder: String
  /// What it can be.
  package let value: Value
  /// Whether there may be several.
  package let isRepeatable: Bool
  /// Whether there may be none.
  package let isOptional: Bool

  /// Makes a positional argument.
  package init(
    _ placeholder: String, _ value: Value = .file, isRepeatable: Bool = false,
    isOptional: Bool = false
  ) {
    (self.placeholder, self.value) = (placeholder, value)
    (self.isRepeatable, self.isOptional) = (isRepeatable, isOptional)
  }
}
