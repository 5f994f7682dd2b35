import Foundation
import MediaTypes
import TestSupport

@testable import Media

/// How near two pictures are.
struct Likeness: CustomStringConvertible {
  /// Signal over noise, in decibels; infinite for equal pictures.
  let decibels: Double
  /// The mean absolute error of a byte.
  let error: Double

  init(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>) {
    guard a.count == b.count, !a.isEmpty else {
      (decibels, error) = (0, .infinity)
      return
    }
    var (sum, squares) = (0, 0)
    for (left, right) in zip(a, b) {
      let distance = abs(Int(left) - Int(right))
      sum += distance
      squares += distance * distance
    }
    error = Double(sum) / Double(a.count)
    decibels = squares == 0 ? .infinity : 10 * log10(255 * 255 * Double(a.count) / Double(squares))
  }

  /// Rounding apart, the pictures are the same.
  ///
  /// With these fixtures a wrong matrix gives 34 dB at best, a wrong range 35, a shift by one pixel 21.
  var isSame: Bool { decibels > 45 && error < 1 }

  var description: String { "\(decibels) dB, error \(error)" }
}

/// The same picture, drawn by us and by the ffmpeg program.
enum Drawing {
  static func ours(
    _ source: MediaSource, _ number: Int, _ format: Picture.Format, _ size: PictureSize = .full
  ) throws -> Picture {
    var reader = try VideoReader(source, threads: 1)
    for _ in 0..<number { _ = try reader.advance() }
    guard try reader.advance() != nil else {
      throw Program.Failure(description: "there is no picture \(number)")
    }
    return try reader.picture(format, size)
  }

  static func ours(
    _ name: String, _ number: Int, _ format: Picture.Format, _ size: PictureSize = .full
  ) throws -> Picture {
    try ours(Fixture[name].source, number, format, size)
  }

  /// Scaled by `filters`, and turned upright unless `options` say otherwise.
  static func theirs(
    _ name: String, _ number: Int, _ format: String, _ filters: String = "",
    options: [String] = []
  ) throws -> [UInt8] {
    try Program.output(
      "ffmpeg",
      ["-flags", "unaligned"] + options + [
        "-i", Fixture[name].path, "-map", "0:v:0", "-vf", "select=eq(n\\,\(number))\(filters)",
        "-frames:v", "1", "-vsync", "0", "-f", "rawvideo", "-pix_fmt", format, "-",
      ])
  }

  /// swscale's finest way, which an upright picture that is scaled gets.
  static let fine = "flags=bicubic+accurate_rnd+full_chroma_int"
}
