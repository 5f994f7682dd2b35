package import MediaTypes

/// How a film is to be.
package struct FilmSettings: Sendable, Equatable {
  /// Pixels in a row, an even number.
  package let width: Int
  /// Number of rows, an even number.
  package let height: Int
  /// Pictures in a second.
  package let rate: Ratio
  /// Whether there is a sound track.
  package var hasSound = false
  /// What H.264 calls the rate factor: 0 loses nothing, 51 nearly all.
  package var quality = 20

  /// Makes the settings of a silent film.
  package init(width: Int, height: Int, rate: Ratio) {
    (self.width, self.height, self.rate) = (width, height, rate)
  }

  /// What is asked of sides and rate: common players go no further.
  static let sides = 16...8192
  static let rates = Ratio(1)...Ratio(240)

  func check() throws(MediaError) {
    guard [width, height].allSatisfy({ Self.sides.contains($0) && $0 % 2 == 0 }) else {
      throw MediaError(
        .invalidRequest,
        "a film's sides are even numbers from \(Self.sides.lowerBound) to "
          + "\(Self.sides.upperBound), not \(width) by \(height)")
    }
    let fits = [rate.numerator, rate.denominator].allSatisfy { $0 <= 1_000_000 }
    guard fits, Self.rates.contains(rate) else {
      throw MediaError(
        .invalidRequest,
        "a film has \(Self.rates.lowerBound) to \(Self.rates.upperBound) pictures in a second, "
          + "not \(rate)")
    }
    guard (0...51).contains(quality) else {
      throw MediaError(.invalidRequest, "a film's quality lies from 0 to 51, not at \(quality)")
    }
  }
}
