import Foundation

/// A text with a part that a program writes, between two lines that mark it.
package struct MarkedText {
  /// The line before that part.
  package static let begin = "<!-- board: what follows is written by `benchmarks board` -->"
  /// The line after it.
  package static let end = "<!-- board: end -->"

  private let before: Substring
  private let after: Substring

  /// Finds the marks; nil unless each stands on a line of its own, once, in this order.
  package init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let begins = lines.indices.filter { lines[$0] == Self.begin }
    let ends = lines.indices.filter { lines[$0] == Self.end }
    guard begins.count == 1, ends.count == 1, begins[0] < ends[0] else { return nil }
    before = text[..<lines[begins[0]].endIndex]
    after = text[lines[ends[0]].startIndex...]
  }

  /// The text with other words in that part.
  package func text(with part: String) -> String {
    "\(before)\n\n\(part.trimmingCharacters(in: .newlines))\n\n\(after)"
  }
}
