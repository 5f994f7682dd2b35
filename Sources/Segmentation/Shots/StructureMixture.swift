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
    endsProduct: Int32, _ model: GradualModel
  ) {
    let samples = Double(Grid.lumaCount)
    let (aa, bb) = (
      Double(a.energy) + model.endNoise * samples, Double(b.energy) + model.endNoise * samples
    )
    let (ab, am, bm) = (
      Double(endsProduct), Double(Self.product(a, middle)), Double(Self.product(b, middle))
    )
    let determinant = aa * bb - ab * ab
    let (x, y) = ((am * bb - bm * ab) / determinant, (bm * aa - am * ab) / determinant)
    explained = Float(
      (x * am + y * bm) / (Double(middle.energy) + model.middleNoise * samples))
    (first, second) = (Float(x), Float(y))
  }

  /// The correlation of two frames' structure, without any shift.
  static func correlation(
    _ a: SignatureFeatures, _ b: SignatureFeatures, _ model: GradualModel
  ) -> Float {
    correlation(a, b, product: product(a, b), model)
  }

  /// The correlation where the product is known.
  static func correlation(
    _ a: SignatureFeatures, _ b: SignatureFeatures, product: Int32, _ model: GradualModel
  ) -> Float {
    let noise = model.endNoise * Double(Grid.lumaCount)
    let energy = (Double(a.energy) + noise) * (Double(b.energy) + noise)
    return Float(Double(product) / energy.squareRoot())
  }

  /// The sum of products of two frames' structure.
  static func product(_ a: SignatureFeatures, _ b: SignatureFeatures) -> Int32 {
    product(a.highPass.blocks, b.highPass.blocks)
  }

  static func product(_ a: [SIMD8<UInt8>], _ b: [SIMD8<UInt8>]) -> Int32 {
    let (first, second) = (a.span, b.span)
    precondition(first.count == second.count)
    let middle = SIMD8<Int32>(repeating: 128)
    var sum = SIMD8<Int32>()
    for place in first.indices {
      sum &+= (widened(first[place]) &- middle) &* (widened(second[place]) &- middle)
    }
    return sum.wrappedSum()
  }
}
