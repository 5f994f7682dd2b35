/// Seconds as people write them: `12.5`, `1:02`, `01:02:03.250`.
public struct Timecode: Sendable, Equatable {
  /// The exact number of seconds.
  public let seconds: Ratio

  /// Reads seconds, `MM:SS` or `HH:MM:SS`, each with an optional fraction; nil for anything else.
  ///
  /// After a colon a number must be below 60.
  public init?(_ text: some StringProtocol) {
    let isNegative = text.hasPrefix("-")
    let fields = text.dropFirst(isNegative ? 1 : 0)
      .split(separator: ":", omittingEmptySubsequences: false)
    guard (1...3).contains(fields.count), let last = fields.last, !last.contains("/"),
      last.first.map({ $0.isNumber || $0 == "." }) == true,
      var total = Ratio(last), fields.count == 1 || total < 60
    else { return nil }
    var unit: Int64 = 1
    for (place, field) in fields.dropLast().reversed().enumerated() {
      unit *= 60
      let isFirst = place == fields.count - 2
      guard !field.isEmpty, field.utf8.count <= 9, field.allSatisfy({ $0.isASCII && $0.isNumber }),
        let count = Int64(field), isFirst || count < 60, let sum = total.adding(Ratio(count * unit))
      else { return nil }
      total = sum
    }
    guard isNegative else {
      seconds = total
      return
    }
    guard let negated = Ratio(-total.numerator, total.denominator) else { return nil }
    seconds = negated
  }

  /// Writes seconds as `H:MM:SS.mmm`, cut, not rounded, to the millisecond.
  public static func text(_ seconds: Double) -> String {
    // Hostile files claim what no clock can show.
    guard seconds.magnitude < 1e12 else { return "-" }
    let milliseconds = Int64(((seconds.magnitude + 1e-9) * 1000).rounded(.down))
    let (hours, minutes) = (milliseconds / 3_600_000, milliseconds / 60_000 % 60)
    let (whole, rest) = (milliseconds / 1000 % 60, milliseconds % 1000)
    let sign = seconds < 0 && milliseconds > 0 ? "-" : ""
    return "\(sign)\(hours):\(padded(minutes, 2)):\(padded(whole, 2)).\(padded(rest, 3))"
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
