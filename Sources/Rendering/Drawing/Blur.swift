/// Softens planes of one byte a pixel.
enum Blur {
  /// Three passes of a running mean each way, which are nearly a bell.
  static func softened(_ plane: [UInt8], width: Int, height: Int, radius: Int) -> [UInt8] {
    var plane = plane
    for _ in 0..<3 {
      for row in 0..<height {
        pass(over: &plane, from: row * width, by: 1, count: width, radius)
      }
      for column in 0..<width {
        pass(over: &plane, from: column, by: width, count: height, radius)
      }
    }
    return plane
  }

  private static func pass(
    over plane: inout [UInt8], from start: Int, by step: Int, count: Int, _ radius: Int
  ) {
    let line = (0..<count).map { Int(plane[start + $0 * step]) }
    var sum = line.prefix(radius).reduce(0, +)
    for place in 0..<count {
      if place + radius < count { sum += line[place + radius] }
      if place > radius { sum -= line[place - radius - 1] }
      plane[start + place * step] = UInt8(sum / (2 * radius + 1))
    }
  }
}
