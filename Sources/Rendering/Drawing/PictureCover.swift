internal import MediaTypes

extension Picture {
  /// An RGB picture scaled until it covers the layout, what stands over being cut off evenly.
  func covering(_ target: Layout) -> Picture {
    let scale = max(
      Double(target.width) / Double(layout.width), Double(target.height) / Double(layout.height))
    let columns = Scaling(from: layout.width, to: target.width, scale: scale)
    let rows = Scaling(from: layout.height, to: target.height, scale: scale)
    // Across first, since that leaves the fewest rows to go through downwards.
    var narrowed = [Float](repeating: 0, count: 3 * target.width * layout.height)
    for row in 0..<layout.height {
      for (column, taps) in columns.taps.enumerated() {
        for channel in 0..<3 {
          var sum: Float = 0
          for (offset, weight) in taps.weights.enumerated() {
            sum += weight * Float(pixels[3 * (row * layout.width + taps.first + offset) + channel])
          }
          narrowed[3 * (row * target.width + column) + channel] = sum
        }
      }
    }
    var picture = Picture(target)
    for (row, taps) in rows.taps.enumerated() {
      for place in 0..<3 * target.width {
        var sum: Float = 0.5
        for (offset, weight) in taps.weights.enumerated() {
          sum += weight * narrowed[(taps.first + offset) * 3 * target.width + place]
        }
        picture.pixels[row * 3 * target.width + place] = UInt8(min(255, max(0, sum)))
      }
    }
    return picture
  }
}

/// From which pixels of a row each pixel of another is made, by a triangle as wide as it needs.
private struct Scaling {
  struct Taps {
    let first: Int
    let weights: [Float]
  }

  let taps: [Taps]

  init(from source: Int, to target: Int, scale: Double) {
    let reach = max(1, 1 / scale)
    let start = (Double(source) - Double(target) / scale) / 2
    taps = (0..<target).map { place in
      let centre = start + (Double(place) + 0.5) / scale - 0.5
      let first = min(source - 1, max(0, Int((centre - reach).rounded(.up))))
      let last = min(source - 1, max(first, Int((centre + reach).rounded(.down))))
      let raw = (first...last).map { max(1e-6, 1 - abs(Double($0) - centre) / reach) }
      let sum = raw.reduce(0, +)
      return Taps(first: first, weights: raw.map { Float($0 / sum) })
    }
  }
}
