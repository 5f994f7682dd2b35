internal import MediaTypes

/// Grey samples in packed rows, for the steps between a picture and its words.
struct Plane {
  let width, height: Int
  var samples: [UInt8]

  init(width: Int, height: Int, samples: [UInt8]) {
    (self.width, self.height, self.samples) = (width, height, samples)
  }

  /// All of one value.
  init(width: Int, height: Int, value: UInt8 = 0) {
    self.init(width: width, height: height, samples: .init(repeating: value, count: width * height))
  }

  /// The samples of a grey picture.
  init(_ picture: Picture) throws(ReadingError) {
    let layout = picture.layout
    guard layout.format == .gray8, picture.pixels.count == layout.byteCount else {
      throw ReadingError(.invalidRequest, "text is read from whole grey pictures only")
    }
    self.init(width: layout.width, height: layout.height, samples: picture.pixels)
  }

  /// A part, which must lie inside.
  func cropped(_ columns: Range<Int>, _ rows: Range<Int>) -> Plane {
    var part: [UInt8] = []
    part.reserveCapacity(columns.count * rows.count)
    for row in rows {
      part.append(
        contentsOf: samples[row * width + columns.lowerBound..<row * width + columns.upperBound])
    }
    return Plane(width: columns.count, height: rows.count, samples: part)
  }

  /// Dark for light.
  var inverted: Plane { Plane(width: width, height: height, samples: samples.map { ~$0 }) }

  /// With a frame of one value around it.
  func framed(_ edge: Int, value: UInt8) -> Plane {
    var framed = Plane(width: width + 2 * edge, height: height + 2 * edge, value: value)
    for row in 0..<height {
      let start = (row + edge) * framed.width + edge
      framed.samples.replaceSubrange(
        start..<start + width, with: samples[row * width..<(row + 1) * width])
    }
    return framed
  }

  /// As wide as that, in the same shape.
  func narrowed(to newWidth: Int) -> Plane {
    let newWidth = max(1, newWidth)
    return resized(width: newWidth, height: max(1, (height * newWidth + width / 2) / width))
  }

  /// Half as wide and high, of the means of four samples; the last of an odd number is left out.
  var halved: Plane {
    let (newWidth, newHeight) = (width / 2, height / 2)
    guard newWidth > 0, newHeight > 0 else { return narrowed(to: newWidth) }
    let halves = unsafe [UInt8](unsafeUninitializedCapacity: newWidth * newHeight) {
      halves, count in
      unsafe samples.withUnsafeBufferPointer { samples in
        for row in 0..<newHeight {
          let (upper, lower) = (2 * row * width, (2 * row + 1) * width)
          for column in 0..<newWidth {
            let left =
              unsafe UInt16(samples[upper + 2 * column])
              &+ UInt16(samples[lower + 2 * column])
            let right =
              unsafe UInt16(samples[upper + 2 * column + 1])
              &+ UInt16(samples[lower + 2 * column + 1])
            unsafe halves[row * newWidth + column] = UInt8(
              truncatingIfNeeded: (left &+ right &+ 2) &>> 2)
          }
        }
      }
      count = newWidth * newHeight
    }
    return Plane(width: newWidth, height: newHeight, samples: halves)
  }

  /// At another size: means of areas where it shrinks, straight lines between samples where it grows.
  func resized(width newWidth: Int, height newHeight: Int) -> Plane {
    if (newWidth, newHeight) == (width, height) { return self }
    let columns = Resampling(from: width, to: newWidth)
    let rows = Resampling(from: height, to: newHeight)
    var result = Plane(width: newWidth, height: newHeight)
    var sums = [UInt32](repeating: 0, count: width)
    for row in 0..<newHeight {
      for column in sums.indices { sums[column] = 0 }
      for (place, weight) in rows.parts(of: row) {
        let start = place * width
        for column in 0..<width { sums[column] &+= UInt32(samples[start + column]) &* weight }
      }
      // 8 + 12 bits, of which 4 go before the next 12 come; half a step rounds.
      for column in 0..<newWidth {
        var sum: UInt32 = 1 << 19
        for (place, weight) in columns.parts(of: column) { sum &+= sums[place] >> 4 &* weight }
        result.samples[row * newWidth + column] = UInt8(min(255, sum >> 20))
      }
    }
    return result
  }
}

/// Which samples make up each new one, with weights that sum to 4096.
private struct Resampling {
  private var starts: [Int] = [0]
  private var entries: [(place: Int, weight: UInt32)] = []

  init(from old: Int, to new: Int) {
    for place in 0..<new {
      let first = entries.count
      if new <= old {
        // In units of 1/new of an old sample.
        let (begin, end) = (place * old, (place + 1) * old)
        for source in begin / new...(end - 1) / new {
          let share = min(end, (source + 1) * new) - max(begin, source * new)
          entries.append((source, UInt32(share * 4096 / old)))
        }
      } else {
        // Centres, in units of 1/(2 new).
        let centre = min(max((2 * place + 1) * old - new, 0), 2 * new * (old - 1))
        let (source, rest) = (centre / (2 * new), centre % (2 * new))
        let share = UInt32(rest * 4096 / (2 * new))
        entries.append((source, 4096 - share))
        if share > 0 { entries.append((source + 1, share)) }
      }
      // What rounding took goes back.
      entries[first].weight += 4096 - entries[first...].reduce(0) { $0 + $1.weight }
      starts.append(entries.count)
    }
  }

  func parts(of place: Int) -> ArraySlice<(place: Int, weight: UInt32)> {
    entries[starts[place]..<starts[place + 1]]
  }
}
