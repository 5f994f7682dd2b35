/// What can be bound to a statement.
enum SQLValue: Sendable, Equatable {
  case null
  case integer(Int64)
  case text(String)

  /// A number.
  static func number(_ number: Int) -> SQLValue { .integer(Int64(number)) }

  /// Words, or nothing.
  static func maybe(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }

  /// A moment, or nothing.
  static func maybe(_ moment: Moment?) -> SQLValue { moment.map { .at($0) } ?? .null }

  /// A moment.
  static func at(_ moment: Moment) -> SQLValue { .integer(moment.milliseconds) }
}
