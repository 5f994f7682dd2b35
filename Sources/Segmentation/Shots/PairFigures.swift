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
    _ backward: Blocks<Int32>
  ) -> Float {
    var weighted = Blocks<Float>(repeating: SIMD8())
    for row in 0..<Grid.blockRows {
      weighted[row] =
        b.blockGain[row] * residue(forward[row]) + a.blockGain[row] * residue(backward[row])
    }
    return weighted.total / (a.totalWeight + b.totalWeight + 0.001)
  }

  /// The structure figure without a search: an upper bound of it.
  static func stillStructure(_ a: SignatureFeatures, _ b: SignatureFeatures) -> Float {
    let sums = BlockSearch.still(a.highPass.blocks, b.highPass.blocks)
    return structure(a, b, sums, sums)
  }

  /// The mean difference of the blocks' mean luma, in levels.
  static func lumaStep(_ a: SignatureFeatures, _ b: SignatureFeatures) -> Float {
    var sum = SIMD8<Int32>()
    for row in 0..<Grid.blockRows { sum &+= absolute(a.blockLuma[row] &- b.blockLuma[row]) }
    return Float(sum.wrappedSum()) / Float(Grid.blockCount * Grid.blockArea)
  }

  /// The luma step on the scale of the cut score.
  static func luma(_ step: Float, unit: Float) -> Float { log1p(step / unit) }

  /// The share of blocks that changed.
  static func changedShare(
    _ a: SignatureFeatures, _ b: SignatureFeatures, _ forward: Blocks<Int32>,
    _ backward: Blocks<Int32>, _ model: ShotModel.Cuts
  ) -> Float {
    var count = 0
    for row in 0..<Grid.blockRows {
      let luma = absolute(a.blockLuma[row] &- b.blockLuma[row])
      let colour =
        absolute(a.blockBlue[row] &- b.blockBlue[row])
        &+ absolute(a.blockRed[row] &- b.blockRed[row])
      let (there, back) = (residue(forward[row]), residue(backward[row]))
      for column in 0..<8 {
        let activity = max(a.blockActivity[row][column], b.blockActivity[row][column])
        let shift = Float(luma[column]) / Float(Grid.blockArea) + Float(colour[column]) / 12
        let limit = model.changedShare * activity + model.changedFloor
        if max(there[column], back[column]) > limit || shift > model.changedColour { count += 1 }
      }
    }
    return Float(count) / Float(Grid.blockCount)
  }

  /// Sums of absolute differences of a block in luma levels.
  @inline(__always) static func residue(_ sums: SIMD8<Int32>) -> SIMD8<Float> {
    fractional(sums) / Float(2 * Grid.blockArea)
  }
}
