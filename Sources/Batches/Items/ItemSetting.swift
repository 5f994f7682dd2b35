/// An option of a command, as an item of a batch has it.
package struct ItemSetting: Sendable, Equatable, Hashable {
  /// The option's name without dashes.
  package let name: String
  /// What it is set to; nil for one that is only on.
  package let value: String?

  package init(_ name: String, _ value: String? = nil) { (self.name, self.value) = (name, value) }
}
