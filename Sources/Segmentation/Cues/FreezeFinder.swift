public import MediaTypes

/// Finds stretches in which the picture does not change.
///
/// A picture belongs to a stretch if it equals the stretch's first one, so that slow moves are none.
public struct FreezeFinder: Sendable {
  /// The mean luma difference of equal pictures, in quarters of a level: what coding leaves.
  private static let tolerance = 1

  private var run: StretchRun
  private var reference: PictureSignature?

  /// Starts a video; shorter stretches than `shortest` seconds do not count.
  public init(shortest: Ratio) { run = StretchRun(shortest) }

  /// Takes the next picture, and gives the stretch that ended before it, if one did.
  public mutating func observe(_ signature: borrowing PictureSignature) -> TimeRange? {
    if let reference, Self.isEqual(reference, signature) {
      return run.observe(signature.range, belongs: true)
    }
    reference = copy signature
    let ended = run.observe(signature.range, belongs: false)
    _ = run.observe(signature.range, belongs: true)
    return ended
  }

  /// Gives the stretch that lasts until the end, if there is one.
  public mutating func finish() -> TimeRange? { run.finish() }

  private static func isEqual(
    _ a: borrowing PictureSignature, _ b: borrowing PictureSignature
  ) -> Bool {
    let (first, second) = (a.samples, b.samples)
    let (p, q) = (first.span, second.span)
    var sum = 0
    for place in 0..<Grid.lumaCount {
      sum &+= Int((Int32(p[place]) &- Int32(q[place])).magnitude)
    }
    return 4 * sum <= tolerance * Grid.lumaCount
  }
}
