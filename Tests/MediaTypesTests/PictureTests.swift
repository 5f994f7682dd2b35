import MediaTypes
import TestSupport
import Testing

private let rounds = 0..<40

@Suite(.timeLimit(.minutes(40)), .computing) struct PictureTests {
  @Test(arguments: Picture.Format.allCases, rounds)
  func `a layout counts the bytes of its planes`(format: Picture.Format, seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<20 {
      let (width, height) = (
        Int.random(in: 1...32768, using: &random), Int.random(in: 1...32768, using: &random)
      )
      let layout = Picture.Layout(format, width: width, height: height)
      // Colour planes of half the size are rounded up.
      let half = (width / 2 + width % 2) * (height / 2 + height % 2)
      let planes =
        switch format {
        case .gray8: [width * height]
        case .rgb24: [3 * width * height]
        case .yuv420: [width * height, half, half]
        case .yuv444: [Int](repeating: width * height, count: 3)
        }
      #expect(layout.byteCount == planes.reduce(0, +))
    }
  }

  @Test(arguments: Picture.Format.allCases, [(1, 1), (1, 2), (2, 1), (3, 3), (161, 121)])
  func `a new picture is black and of its layout`(format: Picture.Format, size: (Int, Int)) {
    let picture = Picture(Picture.Layout(format, width: size.0, height: size.1))
    #expect(picture.pixels.count == picture.layout.byteCount)
    #expect(picture.pixels.allSatisfy { $0 == 0 })
  }

  @Test func `a picture without pixels is a programmer's error`() async {
    await #expect(processExitsWith: .failure) { _ = Picture.Layout(.gray8, width: 0, height: 1) }
    await #expect(processExitsWith: .failure) { _ = Picture.Layout(.gray8, width: 1, height: -1) }
    await #expect(processExitsWith: .failure) {
      _ = Picture.Layout(.gray8, width: 32769, height: 1)
    }
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct PictureSizeTests {
  @Test(arguments: rounds) func `a fitting size keeps the shape inside the box`(seed: Int) {
    var random = SplitMix64(seed: 100 + UInt64(seed))
    for _ in 0..<100 {
      let (width, height) = (
        Int.random(in: 1...8000, using: &random), Int.random(in: 1...8000, using: &random)
      )
      let (boxWidth, boxHeight) = (
        Int.random(in: 1...4000, using: &random), Int.random(in: 1...4000, using: &random)
      )
      let size = PictureSize.inside(width: boxWidth, height: boxHeight)
        .size(ofWidth: width, height: height)
      #expect((1...min(width, boxWidth)).contains(size.width))
      #expect((1...min(height, boxHeight)).contains(size.height))
      if width <= boxWidth, height <= boxHeight {
        #expect(size == (width, height))
      } else {
        // One side fills the box, the other is the nearest whole number of pixels.
        #expect(size.width == boxWidth || size.height == boxHeight)
        let scale = min(Double(boxWidth) / Double(width), Double(boxHeight) / Double(height))
        #expect(abs(Double(size.width) - max(1, Double(width) * scale)) <= 0.500001)
        #expect(abs(Double(size.height) - max(1, Double(height) * scale)) <= 0.500001)
      }
      let side = Int.random(in: 1...4000, using: &random)
      #expect(
        PictureSize.fitting(longestSide: side).size(ofWidth: width, height: height)
          == PictureSize.inside(width: side, height: side).size(ofWidth: width, height: height))
    }
  }

  @Test func `full and exact sizes are what they say`() {
    #expect(PictureSize.full.size(ofWidth: 192, height: 144) == (192, 144))
    #expect(PictureSize.exact(width: 7, height: 900).size(ofWidth: 192, height: 144) == (7, 900))
  }

  @Test(arguments: [
    PictureSize.inside(width: .max, height: 1), .inside(width: 1, height: .max),
    .inside(width: .max, height: .max), .fitting(longestSide: .max), .fitting(longestSide: 0),
    .inside(width: 0, height: 0), .fitting(longestSide: -5), .inside(width: .min, height: .max),
    .exact(width: .max, height: .min),
  ])
  func `absurd sizes do not trap`(size: PictureSize) {
    _ = size.size(ofWidth: 192, height: 144)
    _ = size.size(ofWidth: 1, height: 32768)
  }
}
