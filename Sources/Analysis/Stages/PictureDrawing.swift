internal import Media
internal import MediaTypes
internal import Models
internal import Segmentation

/// Draws the pictures of a call as JPEG files.
struct PictureDrawing: Sendable {
  /// Pictures that differ by less than this from the one before, in 255ths on average, show nothing new.
  private static let leastDifference = 2.0

  let source: MediaSource
  let footage: Footage
  let index: PacketIndex?
  let limits: MediaLimits
  let interruption: Interruption
  /// What was put aside while the video was looked at; nil if nothing was.
  let stock: PictureStock?
  /// Whether each bears its time.
  let showsTimes: Bool

  /// What came of drawing.
  struct Drawn: Sendable {
    var pictures: [ClipPicture] = []
    /// How many of each segment were left out since they hardly differ from the one before.
    var duplicates: [Int: Int] = [:]
  }

  /// The pictures in order, numbered from 1, without those that show nothing new in their segment.
  func pictures(_ wanted: [CallSpec.Picture]) throws(MediaError) -> Drawn {
    var found: [CallSpec.Picture: (Timestamp, DrawnPicture)] = [:]
    for picture in wanted {
      let ticks = picture.timestamp.floored(to: footage.frames.timeBase).ticks
      if let known = stock?.picture(at: ticks, longestSide: picture.longestSide) {
        found[picture] = (picture.timestamp, known)
      }
    }
    let missing = wanted.filter { found[$0] == nil }
    for side in Set(missing.map(\.longestSide)).sorted() {
      try draw(missing.filter { $0.longestSide == side }, longestSide: side, into: &found)
    }
    var drawn = Drawn()
    var last: (segment: Int, glance: Picture)?
    for picture in wanted {
      guard let (timestamp, drawing) = found[picture] else { continue }
      if let last, last.segment == picture.segment,
        Self.difference(last.glance, drawing.glance) < Self.leastDifference
      {
        drawn.duplicates[picture.segment, default: 0] += 1
        continue
      }
      last = (picture.segment, drawing.glance)
      drawn.pictures.append(
        ClipPicture(
          number: drawn.pictures.count + 1, segment: picture.segment, timestamp: timestamp,
          jpeg: drawing.jpeg, width: drawing.layout.width, height: drawing.layout.height))
    }
    return drawn
  }

  private func draw(
    _ wanted: [CallSpec.Picture], longestSide side: Int,
    into found: inout [CallSpec.Picture: (Timestamp, DrawnPicture)]
  ) throws(MediaError) {
    var pictures: [Ratio: [CallSpec.Picture]] = [:]
    for picture in wanted {
      pictures[footage.secondsFromZero(picture.timestamp), default: []].append(picture)
    }
    let encoders = DrawnPicture.encoders
    let zero = showsTimes ? footage.zero : nil
    var sampler = try FrameSampler(
      source, .at(Array(pictures.keys)), index: index, bytesPerDrawing: side * side,
      limits: limits, interruption: interruption
    ) { frame throws(MediaError) in
      try DrawnPicture(frame, longestSide: side, zero: zero, encoders)
    }
    while let sample = try sampler.next() {
      for instant in sample.instants {
        for picture in pictures[instant] ?? [] {
          found[picture] = (sample.frame.timestamp, sample.drawing)
        }
      }
    }
  }

  private static func difference(_ a: Picture, _ b: Picture) -> Double {
    let sum = zip(a.pixels, b.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    return Double(sum) / Double(max(1, a.pixels.count))
  }
}
