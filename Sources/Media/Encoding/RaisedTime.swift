internal import MediaTypes

extension Timestamp {
  /// The same instant in another time base, or the first tick after it.
  func raised(to other: TimeBase) -> Int64 {
    let below = floored(to: other)
    return below < self ? below.ticks.addingClamped(1) : below.ticks
  }
}
