/// What a command is given without a name.
package struct Positional: Sendable, Hashable {
  /// What stands for it in the help.
  package let placeholder: String
  /// Whether there may be several.
  package let isRepeatable: Bool

  /// Makes a positional argument, which must be given.
  package init(_ placeholder: String, isRepeatable: Bool = false) {
    (self.placeholder, self.isRepeatable) = (placeholder, isRepeatable)
  }
}
