public import MediaTypes

/// How a shot looks and sounds as a whole.
public struct ShotAppearance: Sendable, Equatable {
  /// From when to when the shot lasts.
  public let range: TimeRange
  /// How much of each colour it has, in bins of the caller's choice; any unit.
  public let histogram: [Float]
  /// How bright it is on average, from 0 to 1.
  public let brightness: Float
  /// How loud it is in decibels of full scale; nil if nobody listened.
  public let loudness: Float?

  /// Makes an appearance; compare only those with the same bins.
  public init(range: TimeRange, histogram: [Float], brightness: Float, loudness: Float? = nil) {
    (self.range, self.histogram) = (range, histogram)
    (self.brightness, self.loudness) = (brightness, loudness)
  }
}
