/// How often each luma occurs: 32 bins, each sample shared by the two nearest, in parts of 255.
struct LumaHistogram: Equatable {
  private let bins: [Int32]

  init(_ signature: PictureSignature) {
    let kept = signature.samples
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
    self.bins = bins
  }

  /// Half the sum of differences: 0 for the same, 1 for nothing in common.
  func distance(to other: LumaHistogram) -> Float {
    var sum: Int32 = 0
    for (first, second) in zip(bins, other.bins) { sum += abs(first - second) }
    return Float(sum) / Float(2 * 255 * Grid.lumaCount)
  }
}
