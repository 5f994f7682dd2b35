/// How far apart two views are, beyond what moved.
struct ViewDistance: Equatable {
  /// The share of structure that is not found again.
  let structure: Float
  /// 1 - the mean correlation of blocks at their best places.
  let decorrelation: Float
  /// Half the distance of the two luma histograms.
  let histogram: Float

  init(
    _ a: SignatureFeatures, _ b: SignatureFeatures, _ there: BlockSearch, _ back: BlockSearch,
    _ stripsOfA: BlockSearch.Strips, _ stripsOfB: BlockSearch.Strips
  ) {
    structure = PairFigures.structure(a, b, there.sums, back.sums)
    let forward = Self.correlation(b, there, stripsOfA)
    let backward = Self.correlation(a, back, stripsOfB)
    decorrelation = 1 - (forward + backward) / (a.totalWeight + b.totalWeight + 0.001)
    histogram = Self.difference(Self.histogram(of: a), Self.histogram(of: b))
  }

  /// One number: decorrelation that counts, and a share of the histograms' difference.
  func distance(_ model: ShotModel.Graduals) -> Float {
    max(decorrelation, 0) + model.histogramShare * histogram
  }

  /// The blocks' correlation with their best places, weighted and summed.
  private static func correlation(
    _ wanted: SignatureFeatures, _ search: BlockSearch, _ strips: BlockSearch.Strips
  ) -> Float {
    let (ownWords, stripWords) = (wanted.highPass.blocks, strips.words)
    let (blocks, words) = (ownWords.span, stripWords.span)
    let middle = SIMD8<Int32>(repeating: 128)
    var sum: Float = 0
    for row in 0..<Grid.blockRows {
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

  /// 32 bins of luma, each sample shared by the two nearest, in parts of 255.
  private static func histogram(of frame: SignatureFeatures) -> [Int32] {
    let kept = frame.signature.samples
    let samples = kept.span
    var counts = [Int32](repeating: 0, count: 256)
    for place in 0..<Grid.lumaCount { counts[Int(samples[place])] &+= 1 }
    var bins = [Int32](repeating: 0, count: 32)
    for (level, count) in counts.enumerated() where count > 0 {
      let bin = min(level * 31 / 255, 30)
      let upper = Int32(level * 31 - bin * 255)
      bins[bin] += count * (255 - upper)
      bins[bin + 1] += count * upper
    }
    return bins
  }

  private static func difference(_ a: [Int32], _ b: [Int32]) -> Float {
    var sum: Int32 = 0
    for (first, second) in zip(a, b) { sum += abs(first - second) }
    return Float(sum) / Float(2 * 255 * Grid.lumaCount)
  }
}
