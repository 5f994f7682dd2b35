internal import MediaTypes

/// Instants that lie a step apart, and the pictures on show at them.
struct FrameGrid: Sendable {
  /// The first instant.
  let origin: Timestamp
  /// Seconds from one instant to the next; above zero.
  let step: Ratio

  /// Whether a picture that appears for so long is on show at an instant of the grid.
  func holds(_ range: TimeRange) -> Bool {
    guard let number = number(near: range.start) else { return false }
    return (max(0, number - 1)...number + 1).contains { number in
      instant(number).map(range.contains) ?? false
    }
  }

  /// The instants that lie in a range, in order.
  func instants(in range: TimeRange) -> [Timestamp] {
    guard var number = number(near: range.start).map({ max(0, $0 - 1) }) else { return [] }
    var instants: [Timestamp] = []
    while let instant = instant(number), instant < range.end {
      if instant >= range.start { instants.append(instant) }
      number += 1
    }
    return instants
  }

  private func number(near instant: Timestamp) -> Int64? {
    Int64(exactly: (instant.seconds(since: origin) / step.value).rounded(.down)).map { max(0, $0) }
  }

  private func instant(_ number: Int64) -> Timestamp? {
    Ratio(number).multiplied(by: step).map { origin.advanced(by: $0) }
  }
}
