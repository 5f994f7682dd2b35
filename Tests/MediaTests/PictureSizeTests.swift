import MediaTypes
import TestSupport
import Testing

@testable import Media

@Suite(.timeLimit(.minutes(40)), .computing) struct PictureSizeTests {
  @Test(
    arguments: [
      "h264-bframes.mp4", "odd-size.mp4", "odd-420.mkv", "rotate-90.mp4", "h264-10bit.mkv",
      "gray.mkv", "rgb.mkv", "alpha-png.mov", "gif.gif", "interlaced.mpg", "wide.mp4",
      "tiny.mp4", "prores.mov",
    ], Picture.Format.allCases)
  func `any size can be drawn, and keeps the brightness`(
    name: String, format: Picture.Format
  ) throws {
    var reader = try VideoReader(Fixture[name].source, threads: 1)
    _ = try reader.advance()
    func brightness(_ size: PictureSize) throws -> Double {
      let picture = try reader.picture(format, size)
      let count = picture.layout.width * picture.layout.height
      let luma = picture.pixels.prefix(format == .rgb24 ? 3 * count : count)
      return Double(luma.reduce(0) { $0 + Int($1) }) / Double(luma.count)
    }
    let full = try brightness(.full)
    let sizes: [(Int, Int)] = [
      (1, 1), (1, 9), (9, 1), (2, 2), (3, 5), (33, 17), (161, 121), (64, 36), (255, 3), (257, 40),
      (500, 401), (640, 480), (7, 700),
    ]
    for (width, height) in sizes {
      let found = try brightness(.exact(width: width, height: height))
      // A handful of pixels stands for a few of the picture's rows only.
      if width * height >= 100 { #expect(abs(found - full) < 6, "\(width)×\(height)") }
    }
  }

  @Test(arguments: [
    PictureSize.exact(width: 0, height: 5), .exact(width: 5, height: -1), .fitting(longestSide: 0),
    .exact(width: 40_000, height: 5), .exact(width: .max, height: .max),
    .inside(width: -1, height: 10),
  ])
  func `a size that cannot be is refused`(size: PictureSize) throws {
    var reader = try VideoReader(Fixture["h264-bframes.mp4"].source)
    _ = try reader.advance()
    for format in Picture.Format.allCases {
      let error = #expect(throws: MediaError.self) { try reader.picture(format, size) }
      #expect(error?.code == .invalidRequest)
    }
    let error = #expect(throws: MediaError.self) {
      var sampler = try FrameSampler(
        Fixture["h264-bframes.mp4"].source, .everyFrame, drawing: .gray8, size: size)
      _ = try sampler.next()
    }
    #expect(error?.code == .invalidRequest)
  }

  @Test func `a picture whose bytes do not fit its layout is refused`() throws {
    var reader = try VideoReader(Fixture["tiny.mp4"].source)
    _ = try reader.advance()
    var picture = Picture(Picture.Layout(.gray8, width: 8, height: 8))
    picture.pixels.removeLast()
    let error = #expect(throws: MediaError.self) { try reader.render(into: &picture) }
    #expect(error?.code == .invalidRequest)
  }

  @Test func `drawing twice gives the same`() throws {
    var reader = try VideoReader(Fixture["h264-bframes.mp4"].source)
    _ = try reader.advance()
    let first = try reader.picture(.rgb24, .fitting(longestSide: 100))
    _ = try reader.picture(.gray8, .exact(width: 7, height: 9))
    #expect(try reader.picture(.rgb24, .fitting(longestSide: 100)) == first)
  }
}
