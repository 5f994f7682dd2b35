import MediaTypes
import TestSupport
import Testing

@testable import Media

@Suite(.timeLimit(.minutes(40)), .computing) struct RenderingTests {
  @Test(arguments: [
    "h264-10bit.mkv", "hevc-10bit.mkv", "prores.mov", "bt601.mp4", "bt709.mp4", "full-range.mp4",
    "mjpeg.avi", "h264-444.mp4", "odd-size.mp4", "odd-420.mkv", "cropped.mp4", "cropped-left.mp4",
    "gif.gif", "h264-bframes.mp4", "wide.mp4", "tiny.mp4", "vp9-alpha.webm",
  ])
  func `pictures are those of ffmpeg`(name: String) throws {
    let likeness = try Likeness(
      Drawing.ours(name, 4, .rgb24).pixels, Drawing.theirs(name, 4, "rgb24"))
    #expect(likeness.isSame, "\(likeness)")
  }

  /// Transparency is left out, not blended with a background that nobody chose.
  @Test(arguments: ["rgb.mkv", "qtrle.mov", "animated.png", "one-picture.png", "alpha-png.mov"])
  func `colours that need no conversion are exact`(name: String) throws {
    let number = name == "one-picture.png" ? 0 : 4
    let picture = try Drawing.ours(name, number, .rgb24)
    #expect(try picture.pixels == Drawing.theirs(name, number, "rgb24"))
  }

  @Test func `grey that needs no conversion is exact`() throws {
    #expect(try Drawing.ours("gray.mkv", 4, .gray8).pixels == Drawing.theirs("gray.mkv", 4, "gray"))
  }

  @Test func `pixels that are not square become square`() throws {
    let picture = try Drawing.ours("non-square.mp4", 5, .rgb24)
    #expect(picture.layout.width == 192 && picture.layout.height == 144)
    let expected = try Drawing.theirs(
      "non-square.mp4", 5, "rgb24", ",scale=192:144:\(Drawing.fine)")
    #expect(Likeness(picture.pixels, expected).isSame)
  }

  @Test(arguments: ["h264-10bit.mkv", "odd-420.mkv", "non-square.mp4", "bt709.mp4"])
  func `scaled pictures are those of ffmpeg`(name: String) throws {
    let picture = try Drawing.ours(name, 4, .rgb24, .fitting(longestSide: 101))
    let size = "\(picture.layout.width):\(picture.layout.height)"
    let expected = try Drawing.theirs(name, 4, "rgb24", ",scale=\(size):\(Drawing.fine)")
    #expect(Likeness(picture.pixels, expected).isSame)
  }

  @Test(arguments: ["bt709.mp4", "full-range.mp4", "h264-bframes.mp4"])
  func `pictures at half size are means of two by two`(name: String) throws {
    let small = ",scale=96:72:flags=area,format=yuv420p"
    let picture = try Drawing.ours(name, 4, .rgb24, .fitting(longestSide: 96))
    #expect(try Likeness(picture.pixels, Drawing.theirs(name, 4, "rgb24", small)).isSame)
    let grey = try Drawing.ours(name, 4, .gray8, .fitting(longestSide: 96))
    let expected = try Drawing.theirs(
      name, 4, "gray", ",scale=96:72:flags=area:out_range=pc,format=gray")
    #expect(Likeness(grey.pixels, expected).isSame)
  }

  /// How much neighbouring rows differ, measured by how much rows of one field do.
  private func comb(_ grey: [UInt8], width: Int) -> Double {
    var (near, far) = (0, 0)
    for place in 0..<grey.count - 2 * width {
      near += abs(Int(grey[place]) - Int(grey[place + width]))
      far += abs(Int(grey[place]) - Int(grey[place + 2 * width]))
    }
    return Double(near) / Double(max(1, far))
  }

  @Test(arguments: ["interlaced.mpg", "h264-mbaff.ts"], [7, 20])
  func `interlaced pictures show no comb`(name: String, number: Int) throws {
    let picture = try Drawing.ours(name, number, .gray8)
    let own = comb(picture.pixels, width: picture.layout.width)
    let raw = comb(try Drawing.theirs(name, number, "gray"), width: picture.layout.width)
    let progressive = comb(try Drawing.ours("h264.ts", number, .gray8).pixels, width: 192)
    #expect(own < raw)
    #expect(own < progressive * 1.15, "\(own) \(raw) \(progressive)")
  }

  /// The pictures of the second do not say which field comes first.
  @Test(arguments: [("interlaced.mpg", "top"), ("h264-mbaff.ts", "bottom")])
  func `interlaced pictures are one field of two`(name: String, field: String) throws {
    let single = ",field=\(field),scale=192:144:\(Drawing.fine)"
    let picture = try Drawing.ours(name, 7, .rgb24)
    #expect(try Likeness(picture.pixels, Drawing.theirs(name, 7, "rgb24", single)).isSame)
  }

  @Test(arguments: ["size-change.ts", "size-change.h264"], Picture.Format.allCases)
  func `a change of size is followed`(name: String, format: Picture.Format) throws {
    var reader = try VideoReader(Fixture[name].source, threads: 1)
    var sizes: [Int] = []
    var picture = Picture(Picture.Layout(format, width: 80, height: 60))
    while let frame = try reader.advance() {
      let full = try reader.picture(format)
      #expect(full.layout.width == frame.uprightWidth && full.layout.height == frame.uprightHeight)
      if sizes.last != full.layout.width { sizes.append(full.layout.width) }
      try reader.render(into: &picture)
      #expect(picture.pixels.contains { $0 > 150 } && picture.pixels.contains { $0 < 100 })
    }
    #expect(sizes == [160, 240])
  }

  @Test func `behind a change of size pictures are those of ffmpeg`() throws {
    var reader = try VideoReader(Fixture["size-change.ts"].source, threads: 1)
    for _ in 0..<70 { _ = try reader.advance() }
    let frame = try #require(try reader.advance())
    let expected = try Program.output(
      "ffmpeg",
      [
        "-copyts", "-i", Fixture["size-change.ts"].path, "-vf",
        // The program keeps to the size it begins with.
        "select=eq(pts\\,\(frame.timestamp.ticks)),scale=240:180:flags=bicubic", "-frames:v", "1",
        "-vsync", "0", "-f",
        "rawvideo", "-pix_fmt", "rgb24", "-",
      ])
    #expect(expected.count == 240 * 180 * 3)
    #expect(try Likeness(reader.picture(.rgb24).pixels, expected).isSame)
  }

  @Test func `a picture cropped at an odd place shows nothing of the border`() throws {
    let picture = try Drawing.ours("cropped-left.mp4", 6, .rgb24)
    #expect(picture.layout.width == 144 && picture.layout.height == 128)
    let magenta = stride(from: 0, to: picture.pixels.count, by: 144 * 3).count { (row: Int) in
      picture.pixels[row] > 200 && picture.pixels[row + 1] < 60 && picture.pixels[row + 2] > 200
    }
    #expect(magenta == 0)
  }

  /// A film whose planes ffmpeg writes out as they are coded.
  struct Coded: Sendable, CustomTestStringConvertible {
    let name: String
    let format: String
    let width: Int
    let height: Int
    var testDescription: String { name }

    var isWide: Bool { format.hasSuffix("10le") }
    var isFullRange: Bool { format == "gray" || format.hasPrefix("yuvj") }

    /// What a mean of coded samples of a plane stands for.
    func widened(_ mean: Double, isColour: Bool) -> Double {
      let mean = isWide ? mean / 4 : mean
      let widened =
        isFullRange ? mean : isColour ? 128 + (mean - 128) * 255 / 224 : (mean - 16) * 255 / 219
      return min(255, max(0, widened))
    }
  }

  private static let coded = [
    Coded(name: "h264-bframes.mp4", format: "yuv420p", width: 192, height: 144),
    Coded(name: "h264-444.mp4", format: "yuv444p", width: 160, height: 120),
    Coded(name: "gray.mkv", format: "gray", width: 128, height: 96),
    Coded(name: "full-range.mp4", format: "yuvj420p", width: 192, height: 144),
    Coded(name: "h264-10bit.mkv", format: "yuv420p10le", width: 192, height: 144),
    Coded(name: "prores.mov", format: "yuv422p10le", width: 160, height: 120),
    Coded(name: "odd-420.mkv", format: "yuv420p", width: 161, height: 121),
  ]

  @Test(arguments: coded, [(64, 36), (1, 1), (33, 17), (60, 2), (3, 47), (64, 48)])
  func `small planes hold the means of boxes`(film: Coded, size: (Int, Int)) throws {
    let small = try Drawing.ours(film.name, 2, .yuv444, .exact(width: size.0, height: size.1))
    let bytes = try Drawing.theirs(film.name, 2, film.format)
    let samples =
      film.isWide
      ? stride(from: 0, to: bytes.count, by: 2).map { Int(bytes[$0]) | Int(bytes[$0 + 1]) << 8 }
      : bytes.map { Int($0) }
    var start = 0
    for plane in 0..<(film.format == "gray" ? 1 : 3) {
      let isHalved = plane > 0 && !film.format.hasPrefix("yuv444")
      let width = isHalved ? (film.width + 1) / 2 : film.width
      let isLow = isHalved && film.format.contains("420")
      let height = isLow ? (film.height + 1) / 2 : film.height
      for place in 0..<size.0 * size.1 {
        let (x, y) = (place % size.0, place / size.0)
        let rows = y * height / size.1..<(y + 1) * height / size.1
        let columns = x * width / size.0..<(x + 1) * width / size.0
        let sum = rows.reduce(0) { sum, row in
          columns.reduce(sum) { $0 + samples[start + row * width + $1] }
        }
        let mean = Double(sum) / Double(rows.count * columns.count)
        let expected = film.widened(mean, isColour: plane > 0)
        let found = Double(small.pixels[plane * size.0 * size.1 + place])
        // Half a step of the mean, widened, and half a step more.
        #expect(abs(found - expected) <= 1.1, "plane \(plane), \(x) \(y)")
      }
      start += width * height
    }
  }
}
