internal import MediaTypes

/// Cuts out of pictures at places between pixels.
enum Resampling {
  /// Fills a picture with a cut of another: `scale` pixels of the source become one.
  static func draw(
    _ source: Picture, x: Double, y: Double, scale: Double, onto picture: inout Picture
  ) {
    let (from, to) = (source.layout, picture.layout)
    let columns = (0..<to.width).map { Place(x + Double($0) * scale, most: from.width - 1) }
    let (stride, width) = (3 * from.width, 3 * to.width)
    // Both rows mixed once, since a pixel of them serves two of the cut.
    var mixed = [UInt16](repeating: 0, count: stride + 3)
    let pixels = source.pixels.span
    var target = picture.pixels.mutableSpan
    for row in 0..<to.height {
      let place = Place(y + Double(row) * scale, most: from.height - 1)
      let upper = pixels.extracting(place.index * stride..<(place.index + 1) * stride)
      let next = min(place.index + 1, from.height - 1)
      let lower = pixels.extracting(next * stride..<(next + 1) * stride)
      mix(upper, lower, UInt16(place.weight), into: &mixed)
      spread(mixed.span, columns.span, into: &target, from: row * width)
    }
  }

  /// A pixel, and how much of the next one is seen of 128 parts.
  private struct Place {
    let index: Int
    let weight: UInt32

    init(_ position: Double, most: Int) {
      let fixed = max(0, Int(position * 128))
      index = min(most, fixed >> 7)
      // Beyond the last there is none.
      weight = fixed >> 7 < most ? UInt32(fixed & 127) : 0
    }
  }

  private static func mix(
    _ upper: Span<UInt8>, _ lower: Span<UInt8>, _ weight: UInt16, into mixed: inout [UInt16]
  ) {
    var mixed = mixed.mutableSpan
    for place in upper.indices {
      mixed[place] = UInt16(upper[place]) &* (128 &- weight) &+ UInt16(lower[place]) &* weight
    }
  }

  private static func spread(
    _ mixed: Span<UInt16>, _ columns: Span<Place>, into target: inout MutableSpan<UInt8>,
    from start: Int
  ) {
    var place = start
    for column in columns.indices {
      let (from, weight) = (3 &* columns[column].index, columns[column].weight)
      let rest = 128 &- weight
      for channel in 0..<3 {
        let sum =
          UInt32(mixed[from &+ channel]) &* rest &+ UInt32(mixed[from &+ channel &+ 3]) &* weight
        target[place &+ channel] = UInt8(truncatingIfNeeded: (sum &+ 8192) >> 14)
      }
      place &+= 3
    }
  }
}
