/// How much each block changes from one picture to the next where it stands.
struct BlockSteps {
  /// The differences of its mean luma and, by half, of its mean colours.
  let levels: Blocks<Float>
  /// The mean difference of its luma samples.
  let samples: Blocks<Float>

  init(_ a: SignatureFeatures, _ b: SignatureFeatures) {
    var levels = Blocks<Float>(repeating: SIMD8())
    var samples = levels
    let (first, second) = (a.signature.samples, b.signature.samples)
    let (former, latter) = (first.span, second.span)
    for row in 0..<Grid.blockRows {
      let luma = absolute(a.blockLuma[row] &- b.blockLuma[row])
      levels[row] =
        fractional(luma) / Float(Grid.blockArea) + 0.5 * PairFigures.colour(a, b, row: row)
      for column in 0..<8 {
        let start = row * Grid.blockHeight * Grid.width + column * Grid.blockWidth
        var sum = SIMD8<Int32>()
        for line in 0..<Grid.blockHeight {
          let place = start &+ line &* Grid.width
          sum &+= absoluteDifference(former.word(at: place), latter.word(at: place))
        }
        samples[row][column] = Float(sum.wrappedSum()) / Float(Grid.blockArea)
      }
    }
    (self.levels, self.samples) = (levels, samples)
  }
}
