import Foundation
import MediaTypes
import TestSupport
import Testing

@testable import Media

/// A picture with soft and hard edges in all colours.
private func testPicture(_ format: Picture.Format, width: Int, height: Int) -> Picture {
  var picture = Picture(Picture.Layout(format, width: width, height: height))
  func value(_ plane: Int, _ x: Int, _ y: Int, _ width: Int, _ height: Int) -> UInt8 {
    let wave = 0.5 + 0.4 * sin(6 * Double(x) / Double(width) + Double(plane))
    let step = (4 * x / width + 4 * y / height) % 2 == 0 ? 1.0 : 0.6
    let fall = 0.6 + 0.4 * Double(y) / Double(height)
    return UInt8(255 * wave * step * fall)
  }
  switch format {
  case .gray8, .rgb24:
    let channels = format == .gray8 ? 1 : 3
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<channels {
          picture.pixels[(y * width + x) * channels + channel] = value(channel, x, y, width, height)
        }
      }
    }
  case .yuv420, .yuv444:
    var start = 0
    for plane in 0..<3 {
      let isHalf = plane > 0 && format == .yuv420
      let (planeWidth, planeHeight) =
        isHalf ? ((width + 1) / 2, (height + 1) / 2) : (width, height)
      for y in 0..<planeHeight {
        for x in 0..<planeWidth {
          let soft = Double(value(plane, x, y, planeWidth, planeHeight))
          picture.pixels[start + y * planeWidth + x] =
            plane == 0 ? UInt8(soft) : UInt8(128 + (soft - 128) / 3)
        }
      }
      start += planeWidth * planeHeight
    }
  }
  return picture
}

private func encode(_ picture: Picture, _ codec: PictureEncoder.Codec) throws -> [UInt8] {
  var encoder = PictureEncoder(codec)
  return try encoder.encode(picture)
}

private func ending(_ codec: PictureEncoder.Codec) -> String {
  switch codec {
  case .jpeg: ".jpg"
  case .png: ".png"
  case .webp: ".webp"
  }
}

/// The pixels that ffmpeg sees in the file.
private func decode(
  _ file: [UInt8], _ codec: PictureEncoder.Codec, as pixelFormat: String
) throws -> [UInt8] {
  // A WebP's planes have the narrow range of films.
  let range = ending(codec) == ".webp" ? "tv" : "pc"
  return try Program.withFile(file, named: ending(codec)) { path in
    try Program.output(
      "ffmpeg",
      [
        "-i", path, "-vf",
        "scale=in_range=\(range):out_range=pc:flags=accurate_rnd+full_chroma_int",
        "-pix_fmt", pixelFormat, "-f", "rawvideo", "-",
      ])
  }
}

private func noiseRatio(_ a: [UInt8], _ b: [UInt8]) -> Double {
  guard a.count == b.count, !a.isEmpty else { return 0 }
  let error = zip(a, b).reduce(0.0) { $0 + pow(Double($1.0) - Double($1.1), 2) } / Double(a.count)
  return error == 0 ? .infinity : 10 * log10(255 * 255 / error)
}

@Suite(.timeLimit(.minutes(40)), .computing) struct PictureEncoderTests {
  @Test(arguments: [
    (Picture.Format.gray8, "gray"), (.rgb24, "rgb24"), (.yuv420, "yuvj420p"), (.yuv444, "yuvj444p"),
  ])
  func `a JPEG looks like the picture`(format: Picture.Format, pixelFormat: String) throws {
    for (width, height) in [(160, 96), (161, 97)] {
      let picture = testPicture(format, width: width, height: height)
      let codec = PictureEncoder.Codec.jpeg(quality: 95)
      let seen = try decode(encode(picture, codec), codec, as: pixelFormat)
      #expect(seen.count == picture.pixels.count)
      #expect(noiseRatio(seen, picture.pixels) > 36)
    }
  }

  @Test func `black and white stay so`() throws {
    for format in [Picture.Format.gray8, .rgb24, .yuv420] {
      for level in [UInt8(0), 255] {
        var picture = Picture(Picture.Layout(format, width: 32, height: 32))
        for place in picture.pixels.indices {
          picture.pixels[place] = format == .yuv420 && place >= 32 * 32 ? 128 : level
        }
        for codec in [PictureEncoder.Codec.jpeg(quality: 90), .png, .webp(quality: 90)] {
          let seen = try decode(encode(picture, codec), codec, as: "rgb24")
          #expect(seen.count == 3 * 32 * 32)
          #expect(seen.allSatisfy { abs(Int($0) - Int(level)) <= 1 })
        }
      }
    }
  }

  @Test(arguments: Picture.Format.allCases)
  func `a WebP looks like the picture`(format: Picture.Format) throws {
    for (width, height) in [(1, 1), (3, 5), (160, 96), (161, 97)] {
      let picture = testPicture(format, width: width, height: height)
      let codec = PictureEncoder.Codec.webp(quality: 95)
      let file = try encode(picture, codec)
      #expect(file.prefix(4) == Array("RIFF".utf8)[...] && file[8..<12] == Array("WEBP".utf8)[...])
      // What JPEG, which is proven above, makes of the same picture is what is to be seen.
      let jpeg = PictureEncoder.Codec.jpeg(quality: 100)
      let meant = try decode(encode(picture, jpeg), jpeg, as: "rgb24")
      let seen = try decode(file, codec, as: "rgb24")
      #expect(seen.count == 3 * width * height)
      if width > 8 { #expect(noiseRatio(seen, meant) > 32) }
    }
  }

  @Test func `more quality makes a larger WebP`() throws {
    let picture = testPicture(.rgb24, width: 320, height: 240)
    let sizes = try [1, 25, 50, 75, 100].map { try encode(picture, .webp(quality: $0)).count }
    #expect(sizes == sizes.sorted() && Set(sizes).count == sizes.count)
    #expect(PictureEncoder.makes(.webp(quality: 80)) && PictureEncoder.makes(.png))
  }

  @Test func `more quality is more bytes and less error`() throws {
    let picture = testPicture(.yuv420, width: 320, height: 240)
    var (size, ratio) = (0, 0.0)
    for quality in [1, 10, 25, 50, 75, 85, 95, 100] {
      let codec = PictureEncoder.Codec.jpeg(quality: quality)
      let file = try encode(picture, codec)
      let found = noiseRatio(try decode(file, codec, as: "yuvj420p"), picture.pixels)
      #expect(file.count > size && found > ratio, "quality \(quality)")
      (size, ratio) = (file.count, found)
    }
    #expect(ratio > 45)
  }

  @Test(arguments: [
    (50, [16, 11, 10, 16, 24, 40, 51, 61]), (75, [8, 6, 5, 8, 12, 20, 26, 31]),
    (90, [3, 2, 2, 3, 5, 8, 10, 12]), (10, [80, 55, 50, 80, 120, 200, 255, 255]),
  ])
  func `quality means what it means elsewhere`(quality: Int, firstRow: [Int]) throws {
    let file = try encode(
      testPicture(.yuv420, width: 64, height: 64), .jpeg(quality: quality))
    let table = try #require(
      file.indices.dropLast(70).first { file[$0] == 0xFF && file[$0 + 1] == 0xDB })
    // Where the zigzag keeps the first row. FFmpeg writes the first step as 8 whatever it is told.
    let places = [0, 1, 5, 6, 14, 15, 27, 28]
    let found = places.map { Int(file[table + 5 + $0]) }
    #expect(Array(found.dropFirst()) == Array(firstRow.dropFirst()))
  }

  @Test func `a JPEG has a plain header and no trace of its maker`() throws {
    let file = try encode(testPicture(.rgb24, width: 64, height: 48), .jpeg(quality: 80))
    #expect(file.prefix(4) == [0xFF, 0xD8, 0xFF, 0xE0])
    #expect(file[6..<11].elementsEqual(Array("JFIF".utf8) + [0]))
    #expect(file.suffix(2) == [0xFF, 0xD9])
    #expect(!String(decoding: file, as: UTF8.self).contains("Lavc"))
    #expect(!zip(file, file.dropFirst()).contains { $0 == 0xFF && $1 == 0xFE }, "a comment")
    #expect(zip(file, file.dropFirst()).contains { $0 == 0xFF && $1 == 0xC0 }, "baseline")
  }

  @Test(arguments: [(Picture.Format.gray8, "gray"), (.rgb24, "rgb24")])
  func `a PNG holds every pixel`(format: Picture.Format, pixelFormat: String) throws {
    for (width, height) in [(1, 1), (3, 5), (17, 1), (1, 33), (161, 97)] {
      let picture = testPicture(format, width: width, height: height)
      let file = try encode(picture, .png)
      let seen = try Program.withFile(file, named: ".png") { path in
        try Program.output("ffmpeg", ["-i", path, "-f", "rawvideo", "-"])
      }
      #expect(seen == picture.pixels)
      let found = try Program.withFile(file, named: ".png") { path in
        try Program.text(
          "ffprobe", ["-show_entries", "stream=width,height,pix_fmt", "-of", "csv=p=0", path])
      }
      #expect(found.hasPrefix("\(width),\(height),\(pixelFormat)"))
    }
  }

  @Test(arguments: Picture.Format.allCases)
  func `any size can be a JPEG`(format: Picture.Format) throws {
    for (width, height) in [(1, 1), (2, 1), (3, 5), (17, 1), (1, 33), (500, 3), (1921, 1081)] {
      let picture = testPicture(format, width: width, height: height)
      let found = try Program.withFile(encode(picture, .jpeg(quality: 85)), named: ".jpg") { path in
        try Program.text(
          "ffprobe", ["-show_entries", "stream=width,height", "-of", "csv=p=0", path])
      }
      #expect(found.hasPrefix("\(width),\(height)"))
    }
  }

  @Test func `one encoder takes pictures of all layouts, and gives the same bytes again`() throws {
    for codec in [PictureEncoder.Codec.jpeg(quality: 80), .png, .webp(quality: 80)] {
      let pictures = [
        testPicture(.rgb24, width: 64, height: 48), testPicture(.rgb24, width: 48, height: 64),
        testPicture(.gray8, width: 48, height: 64), testPicture(.yuv444, width: 33, height: 31),
        testPicture(.rgb24, width: 64, height: 48),
      ]
      var encoder = PictureEncoder(codec)
      for picture in pictures + pictures {
        let file = try encoder.encode(picture)
        #expect(try encoder.encode(picture) == file)
        #expect(try encode(picture, codec) == file)
      }
    }
  }

  @Test func `a picture with the wrong number of bytes is refused`() {
    var picture = testPicture(.rgb24, width: 16, height: 16)
    picture.pixels.removeLast()
    #expect {
      _ = try encode(picture, .png)
    } throws: {
      ($0 as? MediaError)?.code == .invalidRequest
    }
  }

  @Test(arguments: [(-5, 1), (0, 1), (101, 100), (.max, 100)])
  func `a quality out of range counts as the nearest`(asked: Int, meant: Int) throws {
    let picture = testPicture(.yuv420, width: 64, height: 48)
    #expect(try encode(picture, .jpeg(quality: asked)) == encode(picture, .jpeg(quality: meant)))
  }
}
