/// How much of a frame's structure two others explain together: what tells dissolves from everything else.
struct StructureMixture: Equatable {
  /// The share of the middle frame's energy that the mixture explains.
  let explained: Float
  /// How much of the first frame is in the middle one.
  let first: Float
  /// How much of the second.
  let second: Float

  /// Explains `middle` by the frames before and after, by least squares and without any shift.
  init(
    of middle: SignatureFeatures, from a: SignatureFeatures, _ b: SignatureFeatures,
    ends: StructureEnds, _ model: GradualModel
  ) {
    let (aa, bb, ab) = (ends.first, ends.second, ends.product)
    let am = Double(Self.product(a, middle, rows: ends.rows))
    let bm = Double(Self.product(b, middle, rows: ends.rows))
    let own = Double(Self.product(middle, middle, rows: ends.rows))
    let determinant = aa * bb - ab * ab
    let (x, y) = ((am * bb - bm * ab) / determinant, (bm * aa - am * ab) / determinant)
    explained = Float((x * am + y * bm) / (own + model.middleNoise * ends.samples))
    (first, second) = (Float(x), Float(y))
  }

  /// The correlation of two frames' structure, without any shift.
  static func correlation(
    _ a: SignatureFeatures, _ b: SignatureFeatures, _ model: GradualModel
  ) -> Float {
    StructureEnds(a, b, rows: 0..<Grid.blockRows, model).correlation
  }

  /// The sum of products of two frames' structure, in some rows of blocks.
  static func product(
    _ a: SignatureFeatures, _ b: SignatureFeatures, rows: Range<Int>
  ) -> Int32 {
    if a === b, rows.count == Grid.blockRows { return a.energy }
    return product(a.highPass.blocks, b.highPass.blocks, rows: rows)
  }

  static func product(
    _ a: [SIMD8<UInt8>], _ b: [SIMD8<UInt8>], rows: Range<Int> = 0..<Grid.blockRows
  ) -> Int32 {
    let (whole, other) = (a.span, b.span)
    let row = Grid.width / Grid.blockWidth * Grid.blockHeight
    let words = rows.lowerBound * row..<rows.upperBound * row
    let (first, second) = (whole.extracting(words), other.extracting(words))
    let middle = SIMD8<Int32>(repeating: 128)
    var sum = SIMD8<Int32>()
    for place in first.indices {
      sum &+= (widened(first[place]) &- middle) &* (widened(second[place]) &- middle)
    }
    return sum.wrappedSum()
  }
}
