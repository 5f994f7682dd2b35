/// What is left of the blocks of two pictures where they fit best into each other; nothing in black bars.
struct PairBlocks {
  /// What is left of each block, the mean of both ways, in luma levels.
  let residues: Blocks<Float>
  /// The same as a share of the block's structure.
  let shares: Blocks<Float>
  /// The share of all structure that is not found again.
  let structure: Float
  /// The share of blocks that change.
  let changed: Float

  init(
    _ a: SignatureFeatures, _ b: SignatureFeatures, there: BlockSearch, back: BlockSearch,
    _ model: CutModel
  ) {
    var residues = Blocks<Float>(repeating: SIMD8())
    var (shares, weighted) = (residues, residues)
    var changed = SIMD8<Float>()
    let rows = Letterbox.pictureRows(a, b)
    for row in rows {
      let first = PairFigures.residue(there.sums[row])
      let second = PairFigures.residue(back.sums[row])
      residues[row] = (first + second) * 0.5
      weighted[row] = b.blockGain[row] * first + a.blockGain[row] * second
      shares[row] = weighted[row] / (a.blockWeight[row] + b.blockWeight[row] + 0.001)
      let luma = absolute(a.blockLuma[row] &- b.blockLuma[row])
      let colour = PairFigures.colour(a, b, row: row)
      let limit =
        model.changedShare * greater(a.blockActivity[row], b.blockActivity[row])
        + model.changedFloor
      let shift = fractional(luma) / Float(Grid.blockArea) + colour
      let isChanged = greater(first, second) .> limit .| (shift .> model.changedColour)
      changed += SIMD8<Float>().replacing(with: 1, where: isChanged)
    }
    (self.residues, self.shares) = (residues, shares)
    structure =
      weighted.total / (a.blockWeight.total(rows) + b.blockWeight.total(rows) + 0.001)
    self.changed = changed.sum() / Float(8 * rows.count)
  }
}
