/// The black bars above and below a picture, in rows of samples.
///
/// Their edges are structure that any two views have in common, so views are compared without them.
struct Letterbox: Equatable {
  let top: Int
  let bottom: Int

  private static let mostLuma: UInt8 = 26
  private static let mostRange: UInt8 = 6

  init(luma: Span<UInt8>) {
    var (top, bottom) = (0, 0)
    while top < Grid.height, Self.isBar(luma, row: top) { top += 1 }
    while bottom < Grid.height - top, Self.isBar(luma, row: Grid.height - 1 - bottom) {
      bottom += 1
    }
    (self.top, self.bottom) = (top, bottom)
  }

  private static func isBar(_ luma: Span<UInt8>, row: Int) -> Bool {
    var (least, most) = (UInt8.max, UInt8.min)
    for column in 0..<Grid.width {
      let sample = luma[row * Grid.width + column]
      (least, most) = (min(least, sample), max(most, sample))
      if most > mostLuma || most - least > mostRange { return false }
    }
    return true
  }

  /// The rows of blocks that hold no bar of both frames; all, if few would be left.
  static func pictureRows(_ a: SignatureFeatures, _ b: SignatureFeatures) -> Range<Int> {
    let height = Grid.blockHeight
    let first = (min(a.letterbox.top, b.letterbox.top) + height - 1) / height
    let last = (min(a.letterbox.bottom, b.letterbox.bottom) + height - 1) / height
    let end = Grid.blockRows - last
    return end - first < 2 ? 0..<Grid.blockRows : first..<end
  }
}
