/// Luma without its coarse part, so that light and exposure do not count: 128 + 2·(Y - mean of 9×9 around).
///
/// Rows and columns are continued beyond the edges by as much as blocks are looked for.
struct HighPass {
  private static let radius = 4
  /// 72×42 samples, rows packed.
  let padded: [UInt8]
  /// The 48 blocks one after the other, each as its six rows.
  let blocks: [SIMD8<UInt8>]

  init(luma: Span<UInt8>) {
    precondition(luma.count == Grid.lumaCount)
    var padded = [UInt8](repeating: 0, count: Grid.paddedWidth * Grid.paddedHeight)
    var blocks = [SIMD8<UInt8>](
      repeating: SIMD8(), count: Grid.blockCount * Grid.blockHeight)
    var columns = [Int32](repeating: 0, count: Grid.width)
    var running = [Int32](repeating: 0, count: Grid.width + 2 * Self.radius + 1)
    var scales = [Float](repeating: 0, count: Grid.width)
    for row in 0..<Self.radius { Self.add(luma, row: row, to: &columns, sign: 1) }
    for row in 0..<Grid.height {
      let (entering, leaving) = (row + Self.radius, row - Self.radius - 1)
      if entering < Grid.height { Self.add(luma, row: entering, to: &columns, sign: 1) }
      if leaving >= 0 { Self.add(luma, row: leaving, to: &columns, sign: -1) }
      if row <= Self.radius || row >= Grid.height - Self.radius {
        let rows = min(entering, Grid.height - 1) - max(leaving + 1, 0) + 1
        for column in 0..<Grid.width {
          let last = min(column + Self.radius, Grid.width - 1)
          scales[column] = 0.5 / Float(rows * (last - max(column - Self.radius, 0) + 1))
        }
      }
      Self.accumulate(columns.span, into: &running)
      Self.write(
        luma, row: row, running: running.span, scales: scales.span, padded: &padded,
        blocks: &blocks)
    }
    Self.continueEdges(&padded)
    (self.padded, self.blocks) = (padded, blocks)
  }

  private static func add(
    _ luma: Span<UInt8>, row: Int, to columns: inout [Int32], sign: Int32
  ) {
    let samples = luma.extracting(row * Grid.width..<(row + 1) * Grid.width)
    for column in 0..<Grid.width {
      columns[column] &+= sign &* Int32(truncatingIfNeeded: samples[column])
    }
  }

  private static func accumulate(_ columns: Span<Int32>, into running: inout [Int32]) {
    var sum: Int32 = 0
    for column in 0..<Grid.width {
      sum &+= columns[column]
      running[column + radius + 1] = sum
    }
    for column in Grid.width + radius + 1..<Grid.width + 2 * radius + 1 { running[column] = sum }
  }

  private static func write(
    _ luma: Span<UInt8>, row: Int, running: Span<Int32>, scales: Span<Float>,
    padded: inout [UInt8], blocks: inout [SIMD8<UInt8>]
  ) {
    let samples = luma.extracting(row * Grid.width..<(row + 1) * Grid.width)
    let start = (row + Grid.reachDown) * Grid.paddedWidth + Grid.reachAcross
    let firstBlock = row / Grid.blockHeight * 8
    for block in 0..<8 {
      let first = block * Grid.blockWidth
      let own = samples.extracting(first..<first + 8)
      let before = running.extracting(first..<first + 8)
      let after = running.extracting(first + 2 * radius + 1..<first + 2 * radius + 9)
      let scale = scales.extracting(first..<first + 8)
      let word = SIMD8(
        sample(own[0], after[0] &- before[0], scale[0]),
        sample(own[1], after[1] &- before[1], scale[1]),
        sample(own[2], after[2] &- before[2], scale[2]),
        sample(own[3], after[3] &- before[3], scale[3]),
        sample(own[4], after[4] &- before[4], scale[4]),
        sample(own[5], after[5] &- before[5], scale[5]),
        sample(own[6], after[6] &- before[6], scale[6]),
        sample(own[7], after[7] &- before[7], scale[7]))
      blocks[(firstBlock + block) * Grid.blockHeight + row % Grid.blockHeight] = word
      for lane in 0..<8 { padded[start + first + lane] = word[lane] }
    }
  }

  /// 128 + 2 · (luma - sum/count), rounded and clamped; `scale` is 1/(2 · count).
  ///
  /// It is exact: half a unit keeps the quotient from every whole number and its half by more than
  /// floating point can err. Where the unit of a number is 1, adding rounds, and all lanes alike.
  @inline(__always) private static func sample(
    _ luma: UInt8, _ sum: Int32, _ scale: Float
  ) -> UInt8 {
    let rounded = (Float(4 &* sum) - 0.5) * scale + 0x1p23
    let quotient = Int32(truncatingIfNeeded: rounded.bitPattern & 0xffff)
    return UInt8(truncatingIfNeeded: max(0, min(255, 128 &+ 2 &* Int32(luma) &- quotient)))
  }

  private static func continueEdges(_ padded: inout [UInt8]) {
    let (wide, across) = (Grid.paddedWidth, Grid.reachAcross)
    for row in Grid.reachDown..<Grid.reachDown + Grid.height {
      let start = row * wide
      for column in 0..<across {
        padded[start + column] = padded[start + across]
        padded[start + wide - 1 - column] = padded[start + wide - 1 - across]
      }
    }
    for row in 0..<Grid.reachDown {
      let lower = Grid.paddedHeight - 1 - row
      for column in 0..<wide {
        padded[row * wide + column] = padded[Grid.reachDown * wide + column]
        padded[lower * wide + column] =
          padded[(Grid.paddedHeight - 1 - Grid.reachDown) * wide + column]
      }
    }
  }
}
