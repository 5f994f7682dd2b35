/// Why a text is not JSON, and where.
public struct JSONError: Error, Sendable, Equatable {
  /// What is wrong, in words for people.
  public let message: String
  /// The line, from 1.
  public let line: Int
  /// The byte within the line, from 1.
  public let column: Int
}

extension JSONError: CustomStringConvertible {
  /// The message and its place.
  public var description: String { "line \(line), column \(column): \(message)" }
}
