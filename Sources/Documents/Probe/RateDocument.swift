package import MediaTypes

/// A number of pictures in a second: exact, and as a number.
package struct RateDocument: Encodable, Equatable {
  let fraction: String
  let perSecond: Double

  /// Describes a rate.
  package init(_ rate: Ratio) { (fraction, perSecond) = (rate.description, rate.value) }
}
