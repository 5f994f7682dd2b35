/// The length of one tick, in seconds, as a positive fraction.
public struct TimeBase: Sendable, Hashable {
  /// The fraction's upper part.
  public let numerator: Int32
  /// The fraction's lower part.
  public let denominator: Int32

  /// Makes the tick of `numerator / denominator` seconds; nil unless both are positive.
  public init?(_ numerator: Int32, _ denominator: Int32) {
    guard numerator > 0, denominator > 0 else { return nil }
    (self.numerator, self.denominator) = (numerator, denominator)
  }

  private init(denominator: Int32) { (self.numerator, self.denominator) = (1, denominator) }

  /// FFmpeg's own tick.
  public static let microseconds = TimeBase(denominator: 1_000_000)
  /// The tick of most players' interfaces.
  public static let milliseconds = TimeBase(denominator: 1_000)
}

extension TimeBase: CustomStringConvertible {
  /// The fraction as FFmpeg writes it: `1/90000`.
  public var description: String { "\(numerator)/\(denominator)" }
}
