/// The structure of a window's two ends, in the rows of blocks where both have a picture.
struct StructureEnds {
  let rows: Range<Int>
  /// How many samples these rows hold.
  let samples: Double
  /// Each end's energy, with what noise may add, and their inner product.
  let first: Double
  let second: Double
  let product: Double

  init(
    _ a: SignatureFeatures, _ b: SignatureFeatures, rows: Range<Int>, _ model: GradualModel
  ) {
    self.rows = rows
    samples = Double(rows.count * Grid.blockHeight * Grid.width)
    let noise = model.endNoise * samples
    first = Double(StructureMixture.product(a, a, rows: rows)) + noise
    second = Double(StructureMixture.product(b, b, rows: rows)) + noise
    product = Double(StructureMixture.product(a, b, rows: rows))
  }

  /// How much of each end's structure the other has.
  var correlation: Float { Float(product / (first * second).squareRoot()) }
}
