/// Inner products of cells: differences of whole pictures, of which transitions are made.
enum CellProduct {
  /// The sum of products; cells lie within ±2048, so that it fits.
  static func of(_ a: [SIMD8<Int16>], _ b: [SIMD8<Int16>]) -> Int32 {
    let (first, second) = (a.span, b.span)
    precondition(first.count == second.count)
    var sum = SIMD8<Int32>()
    for place in first.indices {
      sum &+=
        widened(first[place])
        &* widened(second[place])
    }
    return sum.wrappedSum()
  }
}
