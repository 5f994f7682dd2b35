/// How much of a frame a picture fills: what tells it from a title on a flat card.
enum FilledBlocks {
  /// The share of blocks that are not as flat as the card, or not of its luma.
  static func share(
    of frame: SignatureFeatures, over card: SignatureFeatures, _ model: FadeModel
  ) -> Float {
    let area = Float(Grid.blockArea)
    var count = 0
    for block in 0..<Grid.blockCount {
      let mean = Float(frame.blockLuma[block / 8][block % 8]) / area
      if abs(mean - card.brightness) > model.filledStep
        || deviation(frame.signature, block) > model.filledDeviation
      {
        count += 1
      }
    }
    return Float(count) / Float(Grid.blockCount)
  }

  /// The standard deviation of a block's luma.
  private static func deviation(_ signature: PictureSignature, _ block: Int) -> Float {
    let first = block / 8 * Grid.blockHeight * Grid.width + block % 8 * Grid.blockWidth
    var (sum, squares): (Int32, Int32) = (0, 0)
    for row in 0..<Grid.blockHeight {
      for column in 0..<Grid.blockWidth {
        let sample = Int32(signature.samples[first + row * Grid.width + column])
        sum += sample
        squares += sample * sample
      }
    }
    let area = Int32(Grid.blockArea)
    return Float(area * squares - sum * sum).squareRoot() / Float(area)
  }
}
