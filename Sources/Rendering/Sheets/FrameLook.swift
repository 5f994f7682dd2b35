#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif
internal import MediaTypes

/// What makes a picture fit to stand for a film, measured on a small drawing of it.
struct FrameLook: Sendable {
  /// How evenly the picture uses its range of light, from 0 for a plain one to 1.
  let richness: Double
  /// How much a pixel differs from those around it: what blur takes away.
  let sharpness: Double
  /// How far the colours are from grey, from 0 to 1.
  let colour: Double
  /// The part of the picture that is nearly black or nearly white.
  let clipped: Double
  /// The shares of 64 colours.
  let palette: [Double]

  /// Measures an RGB picture.
  init(_ picture: Picture) {
    let (width, height) = (picture.layout.width, picture.layout.height)
    let pixels = picture.pixels
    var light = [Int](repeating: 0, count: width * height)
    var (levels, colours) = ([Int](repeating: 0, count: 64), [Int](repeating: 0, count: 64))
    var (chroma, extreme) = (0, 0)
    for place in light.indices {
      let (red, green, blue) = (
        Int(pixels[3 * place]), Int(pixels[3 * place + 1]), Int(pixels[3 * place + 2])
      )
      let level = (54 * red + 183 * green + 19 * blue) >> 8
      light[place] = level
      levels[level >> 2] += 1
      colours[(red >> 6) << 4 | (green >> 6) << 2 | blue >> 6] += 1
      chroma += max(red, green, blue) - min(red, green, blue)
      extreme += level < 20 || level > 240 ? 1 : 0
    }
    let count = Double(light.count)
    let shares = levels.map { Double($0) / count }
    richness = -shares.reduce(0) { $0 + ($1 > 0 ? $1 * log2($1) : 0) } / 6
    palette = colours.map { Double($0) / count }
    (colour, clipped) = (Double(chroma) / count / 255, Double(extreme) / count)
    sharpness = Self.sharpness(of: light, width, height)
  }

  /// How fit the picture is among others, whose palettes' mean is given, and the sharpness that is enough.
  func fitness(among typical: [Double], sharp: Double) -> Double {
    let distance = zip(palette, typical).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
    let focus = sharp > 0 ? min(1, sharpness / sharp).squareRoot() : 1
    let loss = min(1, max(0, clipped - 0.5) * 1.5)
    return richness * (0.35 + 0.65 * focus) * (1 - 0.5 * distance) * (0.85 + 0.15 * colour)
      * (1 - loss)
  }

  private static func sharpness(of light: [Int], _ width: Int, _ height: Int) -> Double {
    guard width > 2, height > 2 else { return 0 }
    var sum = 0
    for row in 1..<height - 1 {
      for place in row * width + 1..<(row + 1) * width - 1 {
        let around =
          light[place - 1] + light[place + 1] + light[place - width] + light[place + width]
        sum += abs(4 * light[place] - around)
      }
    }
    return Double(sum) / Double((width - 2) * (height - 2))
  }
}

extension [FrameLook] {
  /// The mean of all palettes.
  var palette: [Double] {
    let sums = reduce(into: [Double](repeating: 0, count: 64)) { sums, look in
      for place in sums.indices { sums[place] += look.palette[place] }
    }
    return sums.map { $0 / Double(Swift.max(1, count)) }
  }
}
