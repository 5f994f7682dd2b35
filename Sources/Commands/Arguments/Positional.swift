/// What a command is given without a name.
package struct Positional: Sendable, Hashable {
  /// What stands for it in the help.
  package let placeholder: String
  /// Whether there may be several.
  package let isRepeatable: Bool

  /// Whether there may be none.
  package let isOptional: Bool

  /// Makes a positional argument.
  package init(_ placeholder: String, isRepeatable: Bool = false, isOptional: Bool = false) {
    (self.placeholder, self.isRepeatable) = (placeholder, isRepeatable)
    self.isOptional = isOptional
  }
}
