/// How far apart two views are, beyond what moved.
struct ViewDistance: Equatable {
  /// The share of structure that is not found again.
  let structure: Float
  /// 1 - the mean correlation of blocks at their best places.
  let decorrelation: Float
  /// Half the distance of the two luma histograms.
  let histogram: Float

  /// One number: decorrelation that counts, and a share of the histograms' difference.
  func distance(_ model: GradualModel) -> Float {
    max(decorrelation, 0) + model.histogramShare * histogram
  }

  /// 1 - the mean correlation of two frames' blocks, each found in the other, in some rows of blocks.
  static func decorrelation(
    _ a: SignatureFeatures, _ b: SignatureFeatures, there: (BlockSearch, BlockSearch.Strips),
    back: (BlockSearch, BlockSearch.Strips), rows: Range<Int>
  ) -> Float {
    let found =
      correlation(b, there.0, there.1, rows: rows) + correlation(a, back.0, back.1, rows: rows)
    return 1 - found / (a.blockWeight.total(rows) + b.blockWeight.total(rows) + 0.001)
  }

  /// The blocks' correlation with their best places, weighted and summed.
  private static func correlation(
    _ wanted: SignatureFeatures, _ search: BlockSearch, _ strips: BlockSearch.Strips,
    rows: Range<Int>
  ) -> Float {
    let (ownWords, stripWords) = (wanted.highPass.blocks, strips.words)
    let (blocks, words) = (ownWords.span, stripWords.span)
    let middle = SIMD8<Int32>(repeating: 128)
    var sum: Float = 0
    for row in rows {
      for column in 0..<8 {
        let place = search.place(row: row, column: column)
        let start =
          (column * 8 + place.across + Grid.reachAcross) * Grid.paddedHeight
          + row * Grid.blockHeight + place.down + Grid.reachDown
        var (mixed, own, other) = (SIMD8<Int32>(), SIMD8<Int32>(), SIMD8<Int32>())
        for line in 0..<Grid.blockHeight {
          let word = blocks[(row * 8 + column) * Grid.blockHeight + line]
          let p = widened(word) &- middle
          let q = widened(words[start + line]) &- middle
          mixed &+= p &* q
          own &+= p &* p
          other &+= q &* q
        }
        let energy = Float(own.wrappedSum()) * Float(other.wrappedSum())
        sum +=
          wanted.blockWeight[row][column] * Float(mixed.wrappedSum())
          / (energy.squareRoot() + Float(4 * Grid.blockArea))
      }
    }
    return sum
  }
}
