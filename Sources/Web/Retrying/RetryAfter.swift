internal import CCurl

/// How long a server asks to be left alone.
package enum RetryAfter {
  /// Reads `retry-after-ms`, then `Retry-After`; nil if neither says anything that can be understood.
  package static func delay(in headers: WebHeaders, now: Int64) -> Duration? {
    if let milliseconds = headers["retry-after-ms"].flatMap(number) {
      return duration(seconds: milliseconds / 1000)
    }
    guard let text = headers["Retry-After"] else { return nil }
    if let seconds = number(text) { return duration(seconds: seconds) }
    guard let date = date(text) else { return nil }
    // By the server's own clock, if it shows one.
    let now = headers["Date"].flatMap(self.date) ?? now
    return duration(seconds: Double(date) - Double(now))
  }

  private static func number(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }) else { return nil }
    return Double(text)
  }

  private static func date(_ text: String) -> Int64? {
    // Without a letter there is no month in it.
    guard text.contains(where: \.isLetter) else { return nil }
    let seconds = unsafe text.withCString { unsafe ccurl_parse_date($0) }
    return seconds >= 0 ? seconds : nil
  }

  private static func duration(seconds: Double) -> Duration {
    .seconds(min(max(seconds, 0), 1e9))
  }
}
