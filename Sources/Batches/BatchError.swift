/// Why a batch cannot go on, or one of its items cannot begin.
package struct BatchError: Error, Sendable, Equatable {
  /// What went wrong, in words that do not change.
  package enum Code: String, Sendable, CaseIterable {
    /// A manifest or a folder cannot be read.
    case unreadable
    /// A line of a manifest is no item.
    case invalidItem = "invalid_item"
    /// Another batch writes to the same folder.
    case inUse = "in_use"
    /// Something cannot be written.
    case unwritable
  }

  /// What went wrong.
  package let code: Code
  /// A sentence for people.
  package let message: String

  package init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }
}

extension BatchError: CustomStringConvertible {
  /// The message.
  package var description: String { message }
}
