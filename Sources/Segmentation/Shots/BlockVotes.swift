#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Whether the blocks of a boundary change more than the same blocks ever do around it.
///
/// Each block votes with the logarithm of its change here over its largest change there. At a cut all
/// blocks vote for it, though the framing be the same and the change small; an object or an overlay
/// moves a few, and a restless picture has blocks that moved as much before.
struct BlockVotes: Equatable {
  /// The mean vote, each limited to -1...2.
  let mean: Float
  /// The share of blocks with more than a slight vote.
  let voters: Float
  /// The vote that a quarter of the blocks exceed.
  let upper: Float

  /// Compares the blocks of some rows with the largest of `around`; `floor` is added to both.
  init(
    _ here: Blocks<Float>, around: [Blocks<Float>], floor: Float,
    rows: Range<Int> = 0..<Grid.blockRows
  ) {
    var largest = Blocks<Float>(repeating: SIMD8())
    for blocks in around {
      for row in 0..<Grid.blockRows { largest[row] = greater(largest[row], blocks[row]) }
    }
    var ratios = Blocks<Float>(repeating: SIMD8())
    for row in rows {
      ratios[row] = (here[row] + floor) / (largest[row] + floor)
    }
    // From the least: logarithms keep the order.
    let votes = ratios.sorted(rows).map { log($0) }
    mean = votes.reduce(0) { $0 + min(max($1, -1), 2) } / Float(votes.count)
    voters = Float(votes.count { $0 > 0.2 }) / Float(votes.count)
    upper = min(max(votes[votes.count * 3 / 4], -2), 3)
  }
}
