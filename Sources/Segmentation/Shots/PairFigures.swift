#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// How two pictures differ, measured where they stand and where their blocks are found.
enum PairFigures {
  /// Share of structure that is not found again: `first` are the residues of b's blocks looked for in a.
  ///
  /// Bounded from above by the residues at zero shift, which never are less.
  static func structure(
    _ a: SignatureFeatures, _ b: SignatureFeatures, _ forward: Blocks<Int32>,
    _ backward: Blocks<Int32>, rows: Range<Int> = 0..<Grid.blockRows
  ) -> Float {
    var weighted = Blocks<Float>(repeating: SIMD8())
    for row in rows {
      weighted[row] =
        b.blockGain[row] * residue(forward[row]) + a.blockGain[row] * residue(backward[row])
    }
    let isWhole = rows.count == Grid.blockRows
    let weight =
      isWhole
      ? a.totalWeight + b.totalWeight : a.blockWeight.total(rows) + b.blockWeight.total(rows)
    return weighted.total / (weight + 0.001)
  }

  /// The structure figure without a search: an upper bound of it.
  static func stillStructure(
    _ a: SignatureFeatures, _ b: SignatureFeatures, rows: Range<Int> = 0..<Grid.blockRows
  ) -> Float {
    let sums = BlockSearch.still(a.highPass.blocks, b.highPass.blocks)
    return structure(a, b, sums, sums, rows: rows)
  }

  /// The mean difference of the blocks' mean luma, in levels.
  static func lumaStep(_ a: SignatureFeatures, _ b: SignatureFeatures) -> Float {
    var sum = SIMD8<Int32>()
    for row in 0..<Grid.blockRows { sum &+= absolute(a.blockLuma[row] &- b.blockLuma[row]) }
    return Float(sum.wrappedSum()) / Float(Grid.blockCount * Grid.blockArea)
  }

  /// A step on the scale of the cut score.
  static func scaled(_ step: Float, unit: Float) -> Float { log1p(step / unit) }

  /// The mean difference of the blocks' mean colours, both together, in levels.
  static func colourStep(_ a: SignatureFeatures, _ b: SignatureFeatures) -> Float {
    var sum = SIMD8<Float>()
    for row in 0..<Grid.blockRows { sum += colour(a, b, row: row) }
    return sum.sum() / Float(Grid.blockCount)
  }

  /// The differences of the mean colours of a row of blocks, in levels.
  @inline(__always) static func colour(
    _ a: SignatureFeatures, _ b: SignatureFeatures, row: Int
  ) -> SIMD8<Float> {
    let sum =
      absolute(a.blockBlue[row] &- b.blockBlue[row])
      &+ absolute(a.blockRed[row] &- b.blockRed[row])
    return fractional(sum) / Float(Grid.blockArea / 4)
  }

  /// Sums of absolute differences of a block in luma levels.
  @inline(__always) static func residue(_ sums: SIMD8<Int32>) -> SIMD8<Float> {
    fractional(sums) / Float(2 * Grid.blockArea)
  }
}
