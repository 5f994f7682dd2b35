internal import MediaTypes

/// A number of pictures in a second: exact, and as a number.
struct RateDocument: Encodable, Equatable {
  let fraction: String
  let perSecond: Double

  init(_ rate: Ratio) { (fraction, perSecond) = (rate.description, rate.value) }
}
