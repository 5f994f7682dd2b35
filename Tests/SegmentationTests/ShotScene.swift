import MediaTypes
import Segmentation
import TestSupport

/// A made-up view: a textured wall past which a camera moves, in full range.
struct ShotScene {
  private static let side = 256
  private let luma: [UInt8]
  private let blue: UInt8
  private let red: UInt8
  /// Samples the camera moves across and down with each frame.
  var across = 0.0
  var down = 0.0

  init(
    seed: UInt64, across: Double = 0, down: Double = 0, contrast: Double = 1, middle: Double = 128
  ) {
    var random = SplitMix64(seed: seed)
    var sum = [Double](repeating: 0, count: Self.side * Self.side)
    for size in [24, 8, 3] {
      let cells = Self.side / size + 2
      let values = (0..<cells * cells).map { _ in Double.random(in: -1...1, using: &random) }
      for row in 0..<Self.side {
        for column in 0..<Self.side {
          sum[row * Self.side + column] += 42 * values[row / size * cells + column / size]
        }
      }
    }
    luma = sum.map { UInt8(max(0, min(255, middle + contrast * $0))) }
    blue = UInt8.random(in: 90...166, using: &random)
    red = UInt8.random(in: 90...166, using: &random)
    (self.across, self.down) = (across, down)
  }

  /// The view at a frame.
  func picture(_ frame: Int) -> Picture {
    var picture = Picture(PictureSignature.layout)
    let (x, y) = (96 + Int(across * Double(frame)), 96 + Int(down * Double(frame)))
    for row in 0..<36 {
      for column in 0..<64 {
        let place = (row + y + 4 * Self.side) % Self.side * Self.side
        picture.pixels[row * 64 + column] = luma[place + (column + x + 4 * Self.side) % Self.side]
      }
    }
    for place in 2304..<4608 { picture.pixels[place] = blue }
    for place in 4608..<6912 { picture.pixels[place] = red }
    return picture
  }

  /// The views of so many frames.
  func pictures(_ count: Int, from first: Int = 0) -> [Picture] {
    (first..<first + count).map { picture($0) }
  }
}

extension Picture {
  /// A flat picture.
  static func flat(_ luma: UInt8) -> Picture {
    var picture = Picture(PictureSignature.layout)
    for place in 0..<2304 { picture.pixels[place] = luma }
    for place in 2304..<6912 { picture.pixels[place] = 128 }
    return picture
  }

  /// So much of the other picture over this one, of 1.
  func mixed(with other: Picture, _ share: Double) -> Picture {
    var mixed = self
    for place in pixels.indices {
      let value = Double(pixels[place]) * (1 - share) + Double(other.pixels[place]) * share
      mixed.pixels[place] = UInt8(value.rounded())
    }
    return mixed
  }

  /// The other picture where `isOther` says so, by column and row.
  func composed(with other: Picture, where isOther: (Int, Int) -> Bool) -> Picture {
    var composed = self
    for place in pixels.indices {
      let (column, row) = (place % 2304 % 64, place % 2304 / 64)
      if isOther(column, row) { composed.pixels[place] = other.pixels[place] }
    }
    return composed
  }
}

/// The pictures' signatures, 25 a second, or with the durations given.
func signatures(_ pictures: [Picture], durations: [Int64] = []) -> [PictureSignature] {
  var time: Int64 = 1000
  return pictures.enumerated().map { place, picture in
    let length = durations.isEmpty ? 40 : durations[place % durations.count]
    defer { time += length }
    let range = TimeRange(
      Timestamp(time, .milliseconds), upTo: Timestamp(time + length, .milliseconds))
    return PictureSignature(picture, ordinal: place, range: range)
  }
}
