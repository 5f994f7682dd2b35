public import MediaTypes

/// What is kept of a picture to find shots: a thumbnail of 64×36 luma and 32×18 colour samples.
///
/// Everything that is decided about shots can be decided again from the signatures alone.
public struct PictureSignature: Sendable, Equatable {
  /// The picture that a signature is made of: box means of the whole frame, whatever its shape.
  public static let layout = Picture.Layout(.yuv444, width: Grid.width, height: Grid.height)
  /// How many samples a signature holds.
  package static let sampleCount = Grid.lumaCount + 2 * Grid.chromaCount

  /// The picture's number, in the order in which pictures are shown.
  public let ordinal: Int
  /// From when to when the picture is on show.
  public let range: TimeRange
  /// Luma, then both colour differences, rows packed, in limited range: black 16, white 235, grey 128.
  package let samples: [UInt8]

  /// Makes the signature of a picture that was drawn in `layout`.
  ///
  /// The picture is in full range. The detector's figures were measured in limited range, in which most
  /// videos are coded, so samples are brought back to it; that restores a coded sample exactly.
  public init(_ picture: borrowing Picture, ordinal: Int, range: TimeRange) {
    precondition(picture.layout == Self.layout, "a signature is made of a 64×36 yuv444 picture")
    self.ordinal = ordinal
    self.range = range
    samples = Self.samples(of: picture.pixels.span)
  }

  /// Takes samples as they were kept; nil unless they are as many as a signature holds.
  package init?(samples: [UInt8], ordinal: Int, range: TimeRange) {
    guard samples.count == Self.sampleCount else { return nil }
    (self.samples, self.ordinal, self.range) = (samples, ordinal, range)
  }

  private static func samples(of pixels: Span<UInt8>) -> [UInt8] {
    var samples = [UInt8](repeating: 0, count: sampleCount)
    let luma = pixels.extracting(0..<Grid.lumaCount)
    for place in 0..<Grid.lumaCount {
      samples[place] = divided(UInt16(luma[place]) &* 219 &+ 127) &+ 16
    }
    for plane in 1...2 {
      for row in 0..<Grid.chromaHeight {
        let start = plane * Grid.lumaCount + 2 * row * Grid.width
        let upper = pixels.extracting(start..<start + Grid.width)
        let lower = pixels.extracting(start + Grid.width..<start + 2 * Grid.width)
        let first = Grid.lumaCount + (plane - 1) * Grid.chromaCount + row * Grid.chromaWidth
        for column in 0..<Grid.chromaWidth {
          let (left, right) = (2 &* column, 2 &* column &+ 1)
          let sum =
            narrowed(upper[left]) &+ narrowed(upper[right]) &+ narrowed(lower[left])
            &+ narrowed(lower[right])
          samples[first &+ column] = UInt8(truncatingIfNeeded: (sum &+ 2) >> 2)
        }
      }
    }
    return samples
  }

  /// 128 + (sample - 128) · 224/255, rounded.
  @inline(__always) private static func narrowed(_ sample: UInt8) -> UInt16 {
    UInt16(divided(UInt16(sample) &* 224 &+ 4095))
  }

  /// The number over 255, rounded down, without a division.
  @inline(__always) private static func divided(_ number: UInt16) -> UInt8 {
    UInt8(truncatingIfNeeded: (number &+ 1 &+ (number >> 8)) >> 8)
  }
}
