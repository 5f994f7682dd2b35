/// A moment, as services write it.
package struct ServiceTime: Sendable, Hashable {
  /// Milliseconds since 1970 began in Greenwich.
  package let milliseconds: Int64

  /// Names a moment.
  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Whole seconds since 1970 began.
  package var seconds: Int64 { Self.floored(milliseconds, 1000).quotient }

  /// By RFC 3339, in Greenwich: `2026-05-07T10:29:19.968Z`.
  package var text: String {
    let (whole, rest) = Self.floored(milliseconds, 1000)
    let (days, second) = Self.floored(whole, 86400)
    let (year, month, day) = Self.date(days)
    let clock = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, 2) }
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
      + "T\(clock.joined(separator: ":")).\(Self.padded(rest, 3))Z"
  }

  /// The date of a day since 1970, by Howard Hinnant's count of eras of 400 years that begin in March.
  private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, day) = floored(days + 719_468, 146_097)
    let year = (day - day / 1460 + day / 36524 - day / 146_096) / 365
    let dayOfYear = day - (365 * year + year / 4 - year / 100)
    let place = (5 * dayOfYear + 2) / 153
    let month = place < 10 ? place + 3 : place - 9
    return (year + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * place + 2) / 5 + 1)
  }

  private static func floored(_ a: Int64, _ b: Int64) -> (quotient: Int64, rest: Int64) {
    let (quotient, rest) = a.quotientAndRemainder(dividingBy: b)
    return rest < 0 ? (quotient - 1, rest + b) : (quotient, rest)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// What an answer says that does not come from the video: its name, and when it was asked for and given.
package struct ServiceStamp: Sendable, Equatable {
  /// The task's name; nil makes one from what the answer holds.
  package var id: String?
  /// When it was asked for.
  package var createdAt: ServiceTime
  /// When it was answered.
  package var completedAt: ServiceTime

  /// Stamps an answer.
  package init(id: String? = nil, createdAt: ServiceTime, completedAt: ServiceTime) {
    (self.id, self.createdAt, self.completedAt) = (id, createdAt, completedAt)
  }
}
