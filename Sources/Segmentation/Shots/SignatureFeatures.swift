/// Everything that is derived from one signature and needed again and again.
final class SignatureFeatures: Sendable {
  let signature: PictureSignature
  let highPass: HighPass
  /// The sum of squares of the high-pass picture.
  let energy: Int32
  /// Mean |high-pass|, in luma levels.
  let blockActivity: Blocks<Float>
  /// How much each block counts: the root of its activity.
  let blockWeight: Blocks<Float>
  /// The weight over the activity, above the noise floor.
  let blockGain: Blocks<Float>
  let totalWeight: Float
  /// Sums of each block's 48 luma samples and of its 12 samples of either colour.
  let blockLuma: Blocks<Int32>
  let blockBlue: Blocks<Int32>
  let blockRed: Blocks<Int32>
  let letterbox: Letterbox
  /// Standard deviation of luma.
  let deviation: Float
  /// Mean luma.
  let brightness: Float
  /// Mean of the blocks' activity.
  let activity: Float
  /// Sixteen times the mean of each cell above 128: 144 of luma, then of both colours.
  let cells: [SIMD8<Int16>]

  init(_ signature: PictureSignature) {
    self.signature = signature
    let samples = signature.samples.span
    let luma = samples.extracting(0..<Grid.lumaCount)
    let blue = samples.extracting(Grid.lumaCount..<Grid.lumaCount + Grid.chromaCount)
    let red = samples.extracting(Grid.lumaCount + Grid.chromaCount..<samples.count)
    let highPass = HighPass(luma: luma)
    self.highPass = highPass
    energy = StructureMixture.product(highPass.blocks, highPass.blocks)
    (blockActivity, blockWeight, blockGain) = Self.activity(of: highPass.blocks)
    totalWeight = blockWeight.total
    activity = blockActivity.total / Float(Grid.blockCount)
    (deviation, brightness) = Self.spread(luma)
    (blockLuma, blockBlue, blockRed) = (
      Self.sums(luma, width: Grid.width, rows: Grid.blockHeight, columns: Grid.blockWidth),
      Self.sums(blue, width: Grid.chromaWidth, rows: 3, columns: 4),
      Self.sums(red, width: Grid.chromaWidth, rows: 3, columns: 4)
    )
    cells = Self.cells(luma, blue, red)
    letterbox = Letterbox(luma: luma)
  }

  private static func activity(
    of highPass: [SIMD8<UInt8>]
  ) -> (Blocks<Float>, Blocks<Float>, Blocks<Float>) {
    let blocks = highPass.span
    let middle = SIMD8<UInt8>(repeating: 128)
    var activity = Blocks<Float>(repeating: SIMD8())
    var weight = activity
    var gain = activity
    for row in 0..<Grid.blockRows {
      for column in 0..<8 {
        let start = (row * 8 + column) * Grid.blockHeight
        var sum = SIMD8<Int32>()
        for line in 0..<Grid.blockHeight {
          sum &+= absoluteDifference(blocks[start + line], middle)
        }
        let value = Float(sum.wrappedSum()) / Float(2 * Grid.blockArea)
        activity[row][column] = value
        weight[row][column] = value.squareRoot()
        gain[row][column] = value.squareRoot() / (value + ShotModel.noiseFloor)
      }
    }
    return (activity, weight, gain)
  }

  private static func spread(_ luma: Span<UInt8>) -> (deviation: Float, mean: Float) {
    var (sum, squares): (Int32, Int32) = (0, 0)
    for place in 0..<Grid.lumaCount {
      let sample = Int32(truncatingIfNeeded: luma[place])
      sum &+= sample
      squares &+= sample &* sample
    }
    let count = Int64(Grid.lumaCount)
    let variance = count * Int64(squares) - Int64(sum) * Int64(sum)
    return (Float(variance).squareRoot() / Float(count), Float(sum) / Float(count))
  }

  private static func sums(
    _ plane: Span<UInt8>, width: Int, rows: Int, columns: Int
  ) -> Blocks<Int32> {
    var sums = Blocks<Int32>(repeating: SIMD8())
    for blockRow in 0..<Grid.blockRows {
      for line in 0..<rows {
        let samples = plane.extracting(
          (blockRow * rows + line) * width..<(blockRow * rows + line + 1) * width)
        for block in 0..<8 {
          var sum: Int32 = 0
          for column in 0..<columns {
            sum &+= Int32(truncatingIfNeeded: samples[block &* columns &+ column])
          }
          sums[blockRow][block] &+= sum
        }
      }
    }
    return sums
  }

  private static func cells(
    _ luma: Span<UInt8>, _ blue: Span<UInt8>, _ red: Span<UInt8>
  ) -> [SIMD8<Int16>] {
    var cells = [SIMD8<Int16>](
      repeating: SIMD8(repeating: -2048), count: 3 * Grid.cellCount / 8)
    add(luma, width: Grid.width, side: 4, weight: 1, to: &cells, at: 0)
    add(blue, width: Grid.chromaWidth, side: 2, weight: 4, to: &cells, at: 18)
    add(red, width: Grid.chromaWidth, side: 2, weight: 4, to: &cells, at: 36)
    return cells
  }

  private static func add(
    _ plane: Span<UInt8>, width: Int, side: Int, weight: Int16,
    to cells: inout [SIMD8<Int16>], at first: Int
  ) {
    for row in 0..<Grid.cellRows * side {
      let samples = plane.extracting(row * width..<(row + 1) * width)
      for half in 0..<2 {
        var sums = SIMD8<Int16>()
        for lane in 0..<8 {
          for column in 0..<side {
            sums[lane] &+= Int16(truncatingIfNeeded: samples[(half * 8 + lane) &* side &+ column])
          }
        }
        cells[first + row / side * 2 + half] &+= sums &* weight
      }
    }
  }
}

extension InlineArray where Element == SIMD8<Float>, count == 6 {
  /// The sum over the blocks of some rows.
  func total(_ rows: Range<Int>) -> Float {
    var kept = Self(repeating: SIMD8())
    for row in rows { kept[row] = self[row] }
    return kept.total
  }

  /// The sum over all blocks, always in the same order.
  var total: Float {
    var sum = self[0]
    for row in 1..<6 { sum += self[row] }
    let quarter = sum.lowHalf + sum.highHalf
    return (quarter[0] + quarter[1]) + (quarter[2] + quarter[3])
  }

  /// The numbers of the blocks of some rows, from the least.
  func sorted(_ rows: Range<Int>) -> [Float] {
    var numbers: [Float] = []
    numbers.reserveCapacity(48)
    for row in rows { for column in 0..<8 { numbers.append(self[row][column]) } }
    numbers.sort()
    return numbers
  }
}
