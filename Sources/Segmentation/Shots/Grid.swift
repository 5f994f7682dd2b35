/// The sizes that signatures and what is derived from them are built with.
enum Grid {
  static let width = 64
  static let height = 36
  static let lumaCount = width * height
  static let chromaWidth = width / 2
  static let chromaHeight = height / 2
  static let chromaCount = chromaWidth * chromaHeight

  /// Blocks are eight samples wide: one register of the sum of absolute differences.
  static let blockWidth = 8
  static let blockHeight = 6
  static let blockArea = blockWidth * blockHeight
  static let blockRows = height / blockHeight
  static let blockCount = (width / blockWidth) * blockRows

  /// How far a block is looked for, in samples to either side.
  static let reachAcross = 4
  static let reachDown = 3
  static let paddedWidth = width + 2 * reachAcross
  static let paddedHeight = height + 2 * reachDown

  /// Cells of 4×4 luma samples, in which gradual transitions are followed.
  static let cellColumns = 16
  static let cellRows = 9
  static let cellCount = cellColumns * cellRows
}

/// A number for each of the 48 blocks; an element holds one row of blocks.
typealias Blocks<Number: SIMDScalar> = InlineArray<6, SIMD8<Number>>
