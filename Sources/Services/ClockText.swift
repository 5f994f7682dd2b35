internal import JSON
internal import MediaTypes
internal import Models

/// Writes times as the services want them.
enum ClockText {
  /// A number of seconds as it is, or a clock, rounded; clocks show nothing before zero.
  static func value(_ seconds: Double, _ format: TimestampFormat) -> JSONValue {
    switch format {
    case .seconds: .number(seconds)
    case .clock: clock(milliseconds: rounded(seconds) * 1000).map { .text($0.whole) } ?? .null
    case .exactClock:
      clock(milliseconds: rounded(seconds * 1000)).map { .text("\($0.whole).\($0.rest)") } ?? .null
    }
  }

  /// Seconds, read from a number or from a clock; nil for anything else.
  static func seconds(_ value: JSONValue) -> Double? {
    if let number = value.asNumber { return number.isFinite ? number : nil }
    return value.asText.flatMap { Timecode($0) }.map(\.seconds.value)
  }

  private static func rounded(_ number: Double) -> Double {
    number > 0 ? number.rounded(.toNearestOrAwayFromZero) : 0
  }

  private static func clock(milliseconds: Double) -> (whole: String, rest: String)? {
    guard let all = Int64(exactly: milliseconds) else { return nil }
    let fields = [all / 3_600_000, all / 60_000 % 60, all / 1000 % 60]
    return (fields.map { padded($0, 2) }.joined(separator: ":"), padded(all % 1000, 3))
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
