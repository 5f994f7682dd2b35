/// Times as players show them.
enum ClockText {
  /// Whole seconds, with hours where there are any: `0:12`, `1:02:03`.
  static func short(_ seconds: Double) -> String {
    let whole = wholeThousandths(seconds) / 1000
    let minutes = whole / 60
    let clock = minutes >= 60 ? "\(minutes / 60):\(two(minutes % 60))" : "\(minutes)"
    return "\(seconds < 0 && whole > 0 ? "-" : "")\(clock):\(two(whole % 60))"
  }

  /// `hh:mm:ss`, to the nearest second; never before zero.
  static func whole(_ seconds: Double) -> String {
    let whole = seconds > 0 ? (wholeThousandths(seconds) + 500) / 1000 : 0
    return "\(two(whole / 3600)):\(two(whole / 60 % 60)):\(two(whole % 60))"
  }

  /// `hh:mm:ss.fff`; never before zero.
  static func exact(_ seconds: Double) -> String {
    let thousandths = seconds > 0 ? wholeThousandths(seconds) : 0
    let whole = thousandths / 1000
    let rest = "\(1000 + thousandths % 1000)".dropFirst()
    return "\(two(whole / 3600)):\(two(whole / 60 % 60)):\(two(whole % 60)).\(rest)"
  }

  private static func wholeThousandths(_ seconds: Double) -> Int64 {
    guard seconds.isFinite else { return 0 }
    return Int64(min(abs(seconds) * 1000, 1e15).rounded())
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
