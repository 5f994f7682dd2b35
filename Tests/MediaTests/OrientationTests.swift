import Foundation
import MediaTypes
import TestSupport
import Testing

@testable import Media

/// Where the corners of the stored picture go: right along (a, b), down along (c, d).
struct DisplayMatrix: Sendable, CustomTestStringConvertible {
  let a: Int, b: Int, c: Int, d: Int
  var testDescription: String { "(\(a) \(b), \(c) \(d))" }

  /// All quarter turns, and all of them mirrored.
  static let all = [(1, 0), (0, 1), (-1, 0), (0, -1)].flatMap { a, b in
    [1, -1].map { DisplayMatrix(a: a, b: b, c: -b * $0, d: a * $0) }
  }

  var isTurned: Bool { a == 0 }

  /// Shows a plane of pixels of `size` bytes as the matrix says.
  func show(_ pixels: [UInt8], width: Int, height: Int, size: Int) -> [UInt8] {
    let (wide, high) = isTurned ? (height, width) : (width, height)
    var shown = [UInt8](repeating: 0, count: pixels.count)
    for y in 0..<height {
      for x in 0..<width {
        // What goes to negative places is moved back to the picture.
        let column = a * x + c * y + (a + c < 0 ? wide - 1 : 0)
        let row = b * x + d * y + (b + d < 0 ? high - 1 : 0)
        for byte in 0..<size {
          shown[(row * wide + column) * size + byte] = pixels[(y * width + x) * size + byte]
        }
      }
    }
    return shown
  }

  /// A film of 192×144 pixels that is to be shown so.
  func film() throws -> MediaSource {
    var bytes = try Data.bytes(ofFileAt: Fixture["rotate-90.mp4"].path)
    let header = Array("tkhd".utf8)
    let place = bytes.indices.first { bytes[$0...].starts(with: header) }
    guard let place else { throw Program.Failure(description: "no track header") }
    for (field, value) in [(0, a), (4, b), (12, c), (16, d)] {
      let fixed = UInt32(bitPattern: Int32(value << 16))
      for byte in 0..<4 {
        bytes[place + 44 + field + byte] = UInt8(truncatingIfNeeded: fixed >> (24 - 8 * byte))
      }
    }
    return .memory(bytes)
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct OrientationTests {
  @Test(arguments: DisplayMatrix.all)
  func `films are shown as their display matrix says`(matrix: DisplayMatrix) throws {
    let stored = try Drawing.theirs("rotate-90.mp4", 13, "rgb24", options: ["-noautorotate"])
    let picture = try Drawing.ours(matrix.film(), 13, .rgb24)
    #expect(picture.layout.width == (matrix.isTurned ? 144 : 192))
    #expect(picture.layout.height == (matrix.isTurned ? 192 : 144))
    let expected = matrix.show(stored, width: 192, height: 144, size: 3)
    #expect(Likeness(picture.pixels, expected).isSame)
  }

  @Test(arguments: ["rotate-90.mp4", "rotate-180.mp4", "rotate-270.mp4"])
  func `turned films are shown as ffmpeg does`(name: String) throws {
    let picture = try Drawing.ours(name, 4, .rgb24)
    #expect(try Likeness(picture.pixels, Drawing.theirs(name, 4, "rgb24")).isSame)
  }

  @Test(arguments: DisplayMatrix.all, Picture.Format.allCases)
  func `small pictures are turned in every format`(
    matrix: DisplayMatrix, format: Picture.Format
  ) throws {
    let upright = DisplayMatrix(a: 1, b: 0, c: 0, d: 1)
    let stored = try Drawing.ours(upright.film(), 2, format, .exact(width: 96, height: 72)).pixels
    let picture = try Drawing.ours(matrix.film(), 2, format, .fitting(longestSide: 96))
    #expect(picture.layout.width == (matrix.isTurned ? 72 : 96))
    let planes: [(width: Int, height: Int, size: Int)] =
      switch format {
      case .gray8: [(96, 72, 1)]
      case .rgb24: [(96, 72, 3)]
      case .yuv420: [(96, 72, 1), (48, 36, 1), (48, 36, 1)]
      case .yuv444: [(96, 72, 1), (96, 72, 1), (96, 72, 1)]
      }
    var expected: [UInt8] = []
    for (width, height, size) in planes {
      let plane = Array(stored[expected.count..<expected.count + width * height * size])
      expected += matrix.show(plane, width: width, height: height, size: size)
    }
    #expect(picture.pixels == expected)
  }
}
