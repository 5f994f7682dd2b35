internal import MediaTypes

/// Times as players count them: whole milliseconds since their zero.
struct PlayerClock: Sendable {
  /// The instant that players call zero.
  let zero: Timestamp

  /// The first whole millisecond at which the picture of that time is on show.
  ///
  /// Rounded up: rounded down or to the nearest, a player that jumps there may show the picture before.
  func milliseconds(at timestamp: Timestamp) -> Int64 {
    max(0, Distance(from: zero, to: timestamp).rounded(per: 1000, .up))
  }

  /// Start and end in milliseconds, the end later than the start.
  func milliseconds(of range: TimeRange) -> (start: Int64, end: Int64) {
    // Half the numbers are enough for anyone, and leave room to add.
    let start = min(milliseconds(at: range.start), .max / 2)
    return (start, max(start + 1, min(milliseconds(at: range.end), .max / 2)))
  }

  /// `01:02:03.456`, with more digits of hours where needed.
  static func text(_ milliseconds: Int64, mark: String = ".") -> String {
    let (hours, minutes) = (milliseconds / 3_600_000, milliseconds / 60_000 % 60)
    let (seconds, rest) = (milliseconds / 1000 % 60, milliseconds % 1000)
    return "\(PlainText.padded(hours, 2)):\(PlainText.padded(minutes, 2))"
      + ":\(PlainText.padded(seconds, 2))\(mark)\(PlainText.padded(rest, 3))"
  }
}
