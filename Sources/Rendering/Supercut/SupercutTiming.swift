internal import MediaTypes

/// How many pictures and samples of a film belong to each of its pieces.
///
/// Edges are rounded where they come to lie in the film, so that rounding never adds up.
struct SupercutTiming {
  let rate: Ratio
  /// By piece: the numbers of its pictures in the film.
  let pictures: [Range<Int>]

  static let sampleRate = 48_000

  init(_ ranges: [TimeRange], rate: Ratio, longest: Ratio?) {
    self.rate = rate
    // No film has more pictures than this, and all such numbers are exact.
    func count(_ pictures: Double) -> Int { Int(min(max(0, pictures), 1e15)) }
    let most = longest.map { count(($0.value * rate.value).rounded(.down)) } ?? .max
    var (seconds, last) = (0.0, 0)
    pictures = ranges.map { range in
      seconds += range.seconds
      let end = min(most, max(last, count((seconds * rate.value).rounded())))
      defer { last = end }
      return last..<end
    }
  }

  /// Number of pictures of the whole film.
  var count: Int { pictures.last?.upperBound ?? 0 }

  /// Samples of each channel before the picture with that number.
  func samples(before picture: Int) -> Int {
    Int(
      Int128(picture) * Int128(rate.denominator) * Int128(Self.sampleRate) / Int128(rate.numerator))
  }

  /// Seconds from a piece's start to the middle of the time that its picture with this number is shown.
  ///
  /// The middle tells which picture of the source it is, whatever either clock rounded.
  func middle(ofPicture number: Int) -> Ratio {
    let halves = Ratio(Int64(2 * number + 1), 2) ?? 0
    return halves.divided(by: rate) ?? 0
  }
}
