/// A line of text cut out of a picture, made ready for Tesseract in the ways that may suit it.
///
/// Text on video is light on dark or dark on light, has an edge of the other tone or a box behind it, and
/// stands on anything. So each way takes one tone for the letters, and spreads the tones between the
/// letters and what lies beside their strokes over the whole range; the clean way also wipes out what
/// is of the letters' tone but reaches the border of the cut or is too large for a letter.
struct LineCrop {
  /// One way to read it.
  struct Way {
    let isDark, isClean: Bool
  }

  /// Where the cut lies in the picture.
  let columns, rows: Range<Int>
  /// Ways to read it, the likeliest first.
  let ways: [Way]

  private let plane: Plane
  private let height: Int

  // Of the cut, drawn so that letters are as high as Tesseract likes them.
  private static let drawnHeight = 30
  private static let edge = 8

  init(of candidate: LineFinder.Candidate, from picture: Plane) {
    height = candidate.rows.count
    let (besides, beyond) = (height, height * 9 / 20)
    columns =
      max(
        0, candidate.columns.lowerBound - besides)..<min(
        picture.width, candidate.columns.upperBound + besides)
    rows =
      max(
        0, candidate.rows.lowerBound - beyond)..<min(
        picture.height, candidate.rows.upperBound + beyond)
    plane = picture.cropped(columns, rows)
    ways = [true, false].flatMap { isClean in
      [candidate.isDark, !candidate.isDark].map { Way(isDark: $0, isClean: isClean) }
    }
  }

  /// The cut, dark letters on white.
  func drawn(_ way: Way) -> Plane {
    let bright = way.isDark ? plane.inverted : plane
    let (letters, contrast) = tones(of: bright)
    let ground = max(0, letters - contrast)
    let range = max(20, letters - ground)
    var drawn = bright
    for place in drawn.samples.indices {
      let above = max(0, Int(drawn.samples[place]) - ground)
      drawn.samples[place] = UInt8(min(255, above * 255 / range))
    }
    drawn = drawn.resized(width: scaled(plane.width), height: scaled(plane.height))
    if way.isClean { Self.wipe(&drawn) }
    return drawn.inverted.framed(Self.edge, value: 255)
  }

  /// Where a place of the drawn cut lies in the picture.
  func place(x: Int, y: Int) -> (x: Int, y: Int) {
    let across = (x - Self.edge) * plane.width / scaled(plane.width) + columns.lowerBound
    let down = (y - Self.edge) * plane.height / scaled(plane.height) + rows.lowerBound
    return (
      min(max(across, columns.lowerBound), columns.upperBound),
      min(max(down, rows.lowerBound), rows.upperBound)
    )
  }

  /// How many letters fit the line, roughly.
  var expectedLetters: Int { (columns.count - 2 * height) * 4 / (5 * height) }

  private func scaled(_ length: Int) -> Int {
    // Near enough is left as it is; four times is all that can help.
    if height * 13 > Self.drawnHeight * 10, height * 8 < Self.drawnHeight * 10 { return length }
    let numerator = min(Self.drawnHeight, 4 * height)
    return max(8, length * max(numerator * 4, height) / (4 * height))
  }

  /// The tone of the letters, taken to be bright, and how far what lies beside their strokes is from it.
  private func tones(of bright: Plane) -> (letters: Int, contrast: Int) {
    let strengths = bright.strokes(narrowerThan: max(5, height * 3 / 5))
    var histogram = [Int](repeating: 0, count: 256)
    for strength in strengths { histogram[Int(strength)] += 1 }
    let strong = max(1, histogram.level(leaving: strengths.count * 3 / 100))
    var tones = [Int](repeating: 0, count: 256)
    var contrasts = tones
    for (tone, strength) in zip(bright.samples, strengths) where Int(strength) * 4 >= strong * 3 {
      tones[Int(tone)] += 1
      contrasts[Int(strength)] += 1
    }
    let half = tones.reduce(0, +) / 2
    return (tones.level(leaving: half), contrasts.level(leaving: half))
  }

  /// Sets to the ground what cannot be a letter.
  private static func wipe(_ plane: inout Plane) {
    let shapes = Shapes(in: plane, from: 128)
    var isGone = shapes.labels.map { label in
      guard label >= 0 else { return false }
      let shape = shapes.extents[label]
      return shape.columns.lowerBound == 0 || shape.columns.upperBound == plane.width
        || shape.rows.lowerBound == 0 || shape.rows.upperBound == plane.height
        || shape.rows.count * 10 > 17 * drawnHeight || shape.columns.count > 12 * drawnHeight
    }
    // With the soft edge around it.
    for _ in 0..<2 {
      let before = isGone
      for row in 0..<plane.height {
        for column in 0..<plane.width {
          let place = row * plane.width + column
          if before[place] || shapes.labels[place] >= 0 { continue }
          isGone[place] =
            column > 0 && before[place - 1] || column + 1 < plane.width && before[place + 1]
            || row > 0 && before[place - plane.width]
            || row + 1 < plane.height && before[place + plane.width]
        }
      }
    }
    for place in isGone.indices where isGone[place] { plane.samples[place] = 0 }
  }
}

extension [Int] {
  /// Of a histogram: the level that at most that many lie above.
  fileprivate func level(leaving most: Int) -> Int {
    var above = 0
    for level in indices.reversed() {
      above += self[level]
      if above > most { return level }
    }
    return 0
  }
}

extension Plane {
  /// What a horizontal opening of that many samples takes away from each.
  fileprivate func strokes(narrowerThan reach: Int) -> [UInt8] {
    let reach = Swift.min(reach, width)
    var strengths = samples
    for row in 0..<height {
      let line = Array(samples[row * width..<(row + 1) * width])
      // Each window's minimum, then for each sample the greatest of the windows around it.
      let lowest = line.extremes(of: reach, by: Swift.min)
      let first = [UInt8](repeating: lowest[0], count: reach - 1)
      let last = [UInt8](repeating: lowest[lowest.count - 1], count: reach - 1)
      let opened = (first + lowest + last).extremes(of: reach, by: Swift.max)
      for column in line.indices { strengths[row * width + column] = line[column] - opened[column] }
    }
    return strengths
  }
}

extension [UInt8] {
  /// The extreme of every window of that length, by doubling.
  fileprivate func extremes(of length: Int, by choice: (UInt8, UInt8) -> UInt8) -> [UInt8] {
    var extremes = self
    var reach = 1
    while reach < length {
      let step = Swift.min(reach, length - reach)
      for place in 0..<count - reach - step + 1 {
        extremes[place] = choice(extremes[place], extremes[place + step])
      }
      reach += step
    }
    return Array(extremes[0..<count - length + 1])
  }
}
