import Foundation
import MediaTypes
import TestSupport
import Testing

@testable import Media

/// A film of 192×144 pixels, and how its samples are to be read.
private struct Coded: Sendable, CustomTestStringConvertible {
  let name: String
  /// The weights of red and blue in luma.
  let red: Double, blue: Double
  var isFullRange = false
  var testDescription: String { name }

  static let films = [
    Coded(name: "bt601.mp4", red: 0.299, blue: 0.114),
    Coded(name: "bt709.mp4", red: 0.2126, blue: 0.0722),
    Coded(name: "full-range.mp4", red: 0.299, blue: 0.114, isFullRange: true),
  ]

  /// Red, green and blue from 0 to 255 by the definition of the matrix.
  func colour(_ luma: UInt8, _ blueness: UInt8, _ redness: UInt8) -> [UInt8] {
    let y: Double = isFullRange ? Double(luma) / 255 : (Double(luma) - 16) / 219
    let u: Double = (Double(blueness) - 128) / span
    let v: Double = (Double(redness) - 128) / span
    let r: Double = y + 2 * (1 - red) * v
    let b: Double = y + 2 * (1 - blue) * u
    let g: Double = (y - red * r - blue * b) / (1 - red - blue)
    return [r, g, b].map { (value: Double) -> UInt8 in
      UInt8((255 * min(1, max(0, value))).rounded())
    }
  }

  private var span: Double { isFullRange ? 255 : 224 }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ColourTests {
  @Test(arguments: Coded.films)
  fileprivate func `colours follow the matrix and range of the film`(film: Coded) throws {
    let planes = try Drawing.theirs(film.name, 4, film.isFullRange ? "yuvj420p" : "yuv420p")
    let (blueness, redness) = (192 * 144, 192 * 144 * 5 / 4)
    let expected = (0..<192 * 144).flatMap { (place: Int) -> [UInt8] in
      let colour = place / 384 * 96 + place % 192 / 2
      return film.colour(planes[place], planes[blueness + colour], planes[redness + colour])
    }
    let likeness = try Likeness(Drawing.ours(film.name, 4, .rgb24).pixels, expected)
    #expect(likeness.isSame, "\(likeness)")
  }

  @Test(arguments: Coded.films + [Coded(name: "h264-bframes.mp4", red: 0.299, blue: 0.114)])
  fileprivate func `grey is the luma of the film in full range`(film: Coded) throws {
    let planes = try Drawing.theirs(film.name, 4, film.isFullRange ? "yuvj420p" : "yuv420p")
    let expected = planes.prefix(192 * 144).map { film.colour($0, 128, 128)[1] }
    #expect(try Drawing.ours(film.name, 4, .gray8).pixels == expected)
  }

  @Test func `grey of ten bits is rounded to eight`() throws {
    let samples = try Drawing.theirs("h264-10bit.mkv", 4, "yuv420p10le").prefix(2 * 192 * 144)
    let expected = stride(from: 0, to: samples.count, by: 2).map { (place: Int) -> UInt8 in
      let sample = Int(samples[place]) | Int(samples[place + 1]) << 8
      let luma: Double = (Double(sample) - 64) / 876
      return UInt8((255 * min(1, max(0, luma))).rounded())
    }
    let likeness = try Likeness(Drawing.ours("h264-10bit.mkv", 4, .gray8).pixels, expected)
    #expect(likeness.isSame, "\(likeness)")
  }

  @Test func `two matrices give the same colours`() throws {
    // They were compressed apart, so fine detail differs; with a wrong matrix means do, too, by 29 dB.
    func means(_ name: String) throws -> [UInt8] {
      let pixels = try Drawing.ours(name, 4, .rgb24).pixels
      return (0..<24 * 18 * 3).map { (box: Int) -> UInt8 in
        let corner = box / 72 * 8 * 576 + box % 72 / 3 * 24 + box % 3
        let sum = (0..<64).reduce(0) { (sum: Int, place: Int) -> Int in
          sum + Int(pixels[corner + place / 8 * 576 + place % 8 * 3])
        }
        return UInt8(sum / 64)
      }
    }
    let likeness = try Likeness(means("bt601.mp4"), means("bt709.mp4"))
    #expect(likeness.decibels > 40, "\(likeness)")
  }

  @Test(arguments: ["bt601.mp4", "bt709.mp4", "full-range.mp4"])
  func `the picture for JPEG is in full range and BT.601`(name: String) throws {
    let matrix = name == "bt709.mp4" ? "bt709" : "bt601"
    let expected = try Drawing.theirs(
      name, 3, "yuvj420p",
      ",scale=in_color_matrix=\(matrix):out_color_matrix=bt601:out_range=pc,format=yuvj420p")
    #expect(try Likeness(Drawing.ours(name, 3, .yuv420).pixels, expected).isSame)
  }

  @Test(arguments: [("hdr10.mp4", true), ("hlg.mp4", false)])
  func `bright films are toned down by the stated curve`(name: String, isPQ: Bool) throws {
    let wide = try Drawing.theirs(
      name, 4, "rgb48le", ",scale=flags=bicubic:in_color_matrix=bt2020:in_range=tv")
    let codes = stride(from: 0, to: wide.count, by: 2).map { (place: Int) -> Double in
      let code = Int(wide[place]) | Int(wide[place + 1]) << 8
      return Double(code) / 65535
    }
    let expected = stride(from: 0, to: codes.count, by: 3).flatMap { (place: Int) -> [UInt8] in
      ToneMapping.shown(Array(codes[place..<place + 3]), isPQ: isPQ)
    }
    let likeness = try Likeness(Drawing.ours(name, 4, .rgb24).pixels, expected)
    #expect(likeness.isSame, "\(likeness)")
  }

  @Test(arguments: ["hdr10.mp4", "hlg.mp4"])
  func `grey of bright films is the luma of what is shown`(name: String) throws {
    let rgb = try Drawing.ours(name, 4, .rgb24).pixels
    let expected = stride(from: 0, to: rgb.count, by: 3).map { (place: Int) -> UInt8 in
      let (red, green, blue) = (Int(rgb[place]), Int(rgb[place + 1]), Int(rgb[place + 2]))
      return UInt8((299 * red + 587 * green + 114 * blue + 500) / 1000)
    }
    #expect(try Likeness(Drawing.ours(name, 4, .gray8).pixels, expected).isSame)
    let jpeg = try Drawing.ours(name, 4, .yuv420)
    #expect(Likeness(jpeg.pixels.prefix(expected.count), expected).isSame)
  }
}

/// From light that only bright screens show to sRGB, written down from the standards.
private enum ToneMapping {
  static func shown(_ codes: [Double], isPQ: Bool) -> [UInt8] {
    var light: [Double] = codes.map(isPQ ? perceptualQuantizer : hybridLogGamma)
    if !isPQ {
      // The system gamma of BT.2100 for a screen of 1000 nits.
      let gain: Double = pow(sum([0.2627, 0.6780, 0.0593], light), 0.2) * whiteOfPeak
      light = light.map { (value: Double) -> Double in value * gain }
    }
    let most: Double = light.max() ?? 0
    let factor: Double = most > 0 ? moebius(most) / most : 1
    return primaries.map { (row: [Double]) -> UInt8 in
      let value: Double = min(1, max(0, factor * sum(row, light)))
      let code: Double = value <= 0.0031308 ? 12.92 * value : 1.055 * pow(value, 1 / 2.4) - 0.055
      return UInt8((255 * code).rounded())
    }
  }

  /// Light of 1000 nits in units of diffuse white at 203.
  private static let whiteOfPeak: Double = 1000.0 / 203.0

  /// BT.2087: those of BT.2020 in terms of those of BT.709.
  private static let primaries: [[Double]] = [
    [1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187],
  ]

  private static func sum(_ weights: [Double], _ values: [Double]) -> Double {
    zip(weights, values).reduce(0) { (sum: Double, pair) -> Double in sum + pair.0 * pair.1 }
  }

  /// SMPTE ST 2084.
  private static func perceptualQuantizer(_ code: Double) -> Double {
    let power: Double = pow(code, 32.0 / 2523.0)
    let light: Double = max(0, power - 0.8359375) / (18.8515625 - 18.6875 * power)
    return 10 * whiteOfPeak * pow(light, 8192.0 / 1305.0)
  }

  /// ARIB STD-B67, the light of the scene.
  private static func hybridLogGamma(_ code: Double) -> Double {
    if code <= 0.5 { return code * code / 3 }
    let power: Double = (code - 0.55991073) / 0.17883277
    return (exp(power) + 0.28466892) / 12
  }

  /// Goes on straight from one half, and reaches 1 at the peak: (l + a) · s / (l + b).
  private static func moebius(_ light: Double) -> Double {
    let (knee, peak): (Double, Double) = (0.5, whiteOfPeak)
    guard light > knee else { return light }
    // Value and slope at the knee and the value at the peak leave one curve.
    let square: Double = knee * knee
    let b: Double = (square - 2 * knee * peak + peak) / (peak - 1)
    let a: Double = -square * (peak - 1) / (square - 2 * knee + peak)
    let slope: Double = (peak + b) / (peak + a)
    return slope * (light + a) / (light + b)
  }
}
