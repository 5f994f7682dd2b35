#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What tells whether a key picture begins a new shot: its view, and what the encoder spent around it.
struct KeyFigures {
  /// How far its view is from the key picture's before.
  let view: Float
  private let luma: Float
  /// The logarithms of shares of sizes.
  private let shares: [Double]

  /// Compares the key picture at `end` with the one at `start`, the key picture before it.
  init(
    _ earlier: SignatureFeatures, _ later: SignatureFeatures, _ sizes: [Int], start: Int, end: Int,
    _ model: SparseModel
  ) {
    let (there, back) = (
      BlockSearch(of: later.highPass.blocks, in: BlockSearch.Strips(earlier.highPass)),
      BlockSearch(of: earlier.highPass.blocks, in: BlockSearch.Strips(later.highPass))
    )
    view = min(PairFigures.structure(earlier, later, there.sums, back.sums), 1.1)
    luma = PairFigures.lumaStep(earlier, later)
    let key = Double(max(1, sizes[end]))
    let inner = sizes[start + 1..<max(end, start + 1)]
    let usual = Double(max(1, inner.isEmpty ? sizes[end] : inner.sorted()[inner.count / 2]))
    let before = Self.mean(inner.suffix(model.beside)) ?? 0
    let after = Self.mean(sizes[min(end + 1, sizes.count)...].prefix(model.beside)) ?? before
    shares = [
      log(before / usual + 0.1), log(before / key + 0.01), log(after / key + 0.01),
      log(key / Double(max(1, sizes[start])) + 0.1), log(Double(max(1, end - start))),
    ]
  }

  /// The logarithm of the odds that a shot begins.
  ///
  /// A key picture is due when the longest interval between two is over.
  func score(_ model: SparseModel, isDue: Bool) -> Double {
    let inputs = [Double(view), log(Double(luma) + 1)] + shares
    let bias = isDue ? model.bias - model.due : model.bias
    return zip(inputs, model.weights).reduce(bias) { $0 + $1.0 * $1.1 }
  }

  private static func mean(_ sizes: ArraySlice<Int>) -> Double? {
    sizes.isEmpty ? nil : Double(sizes.reduce(0, +)) / Double(sizes.count)
  }
}
