public import MediaTypes

/// Finds stretches of black pictures.
public struct BlackFinder: Sendable {
  /// A sample this far above black, of the 219 levels between black and white, is black still.
  private static let tolerance: UInt8 = 22
  /// The share of samples that are black in a black picture, as 49/50.
  private static let blackShare = (part: 49, whole: 50)

  private var run: StretchRun

  /// Starts a video; shorter stretches than `shortest` seconds do not count.
  public init(shortest: Ratio) { run = StretchRun(shortest) }

  /// Takes the next picture, and gives the stretch that ended before it, if one did.
  public mutating func observe(_ signature: borrowing PictureSignature) -> TimeRange? {
    let isBlack = Self.isBlack(signature)
    return run.observe(signature.range, belongs: isBlack)
  }

  /// Gives the stretch that lasts until the end, if there is one.
  public mutating func finish() -> TimeRange? { run.finish() }

  private static func isBlack(_ signature: borrowing PictureSignature) -> Bool {
    let kept = signature.samples
    let samples = kept.span
    var dark = 0
    for place in 0..<Grid.lumaCount where samples[place] <= 16 + tolerance { dark &+= 1 }
    return dark * blackShare.whole >= Grid.lumaCount * blackShare.part
  }
}
