/// How well a frame is put together of two others of which one slides, or both do.
struct SlideFit: Equatable {
  /// What is left over, a share of what is left over without any slide.
  var error: Float = .infinity
  /// Which of the twelve slides fits best: along two axes, in two directions, and either both views move
  /// or only the new one or only the old one.
  var slide = 0
  /// How far the new view has come, in samples of the width.
  var way = 0

  /// Where it goes, whichever of the views move: in flat parts that cannot be told.
  var direction: Int { slide / 3 }
}

/// Looks for slides between two frames: pushes, covers and uncovers along both axes.
///
/// A push shows a part of the old view beside a part of the new one, as if both stood on one strip. So
/// strips are made once, and frames compared with every part of them. Every second row counts.
struct SlideSearch {
  private static let rows = Grid.height / 2
  private static let stripWidth = 3 * Grid.width
  /// How far the slides that are tried lie apart, in samples across; down it is one row.
  private static let step = 2

  private let first: PictureSignature
  private let second: PictureSignature
  /// The rows with even numbers of both views side by side, and the first one again.
  private let across: [UInt8]
  /// Both views and the first one again, one below the other.
  private let down: [UInt8]

  init(from a: PictureSignature, to b: PictureSignature) {
    (first, second) = (a, b)
    let (old, new) = (a.samples[..<Grid.lumaCount], b.samples[..<Grid.lumaCount])
    var across: [UInt8] = []
    across.reserveCapacity(Self.rows * Self.stripWidth)
    for row in stride(from: 0, to: Grid.height, by: 2) {
      let samples = row * Grid.width..<(row + 1) * Grid.width
      across += old[samples]
      across += new[samples]
      across += old[samples]
    }
    self.across = across
    down = Array(old + new + old)
  }

  /// Finds the slide that explains the frame best; `noise` is added a sample to what is left without one.
  func fit(_ frame: PictureSignature, noise: Float) -> SlideFit {
    let kept = frame.samples
    let middle = kept.span.extracting(0..<Grid.lumaCount)
    let (old, new) = (SlideRest(frame, first), SlideRest(frame, second))
    var best = Best()
    for shift in stride(from: Self.step, to: Grid.width, by: Self.step) {
      best.take(
        sideways(middle, from: shift, split: Grid.width - shift),
        sideways(middle, from: 2 * Grid.width - shift, split: shift),
        old.columns(shift), new.columns(shift), way: shift, slide: 0)
    }
    for shift in 1..<Grid.height {
      best.take(
        upright(middle, from: shift, split: Grid.height - shift),
        upright(middle, from: 2 * Grid.height - shift, split: shift),
        old.rows(shift), new.rows(shift), way: shift * Grid.width / Grid.height, slide: 6)
    }
    let without = Float(min(old.total, new.total)) + noise * Float(Grid.lumaCount)
    return SlideFit(error: Float(best.error) / without, slide: best.slide, way: best.way)
  }

  /// Whether what slides may be a pan: the new view is the old one, moved some of the way.
  ///
  /// - Parameters:
  ///   - direction: Where frames between slide.
  ///   - share: The share of the difference at rest from which the views are different ones.
  /// - Returns: Whether they fit together.
  func isPan(_ direction: Int, share: Float) -> Bool {
    let kept = second.samples
    let new = kept.span.extracting(0..<Grid.lumaCount)
    let rest = SlideRest(second, first)
    let (size, least) = direction < 2 ? (Grid.width, 8) : (Grid.height, 5)
    for way in stride(from: least, through: size * 3 / 4, by: 2) {
      let isForth = direction % 2 == 0
      let start = isForth ? way : 2 * size - way
      let split = isForth ? size - way : way
      let sides =
        direction < 2
        ? sideways(new, from: start, split: split) : upright(new, from: start, split: split)
      let left = Float(isForth ? sides.0 : sides.1) / Float(size - way)
      if left < share * Float(rest.total) / Float(size) { return true }
    }
    return false
  }

  /// Compares the frame with the part of the strip that starts at a column: left of the split, and right.
  private func sideways(
    _ middle: Span<UInt8>, from start: Int, split: Int
  ) -> (Int32, Int32) {
    let strip = across.span
    var (before, after): (Int32, Int32) = (0, 0)
    for column in stride(from: 0, to: Grid.width, by: 8) {
      var sums = SIMD8<Int32>()
      for row in 0..<Self.rows {
        sums &+= absoluteDifference(
          strip.word(at: row &* Self.stripWidth &+ start &+ column),
          middle.word(at: row &* (2 * Grid.width) &+ column))
      }
      if column &+ 8 <= split {
        before &+= sums.wrappedSum()
      } else if split <= column {
        after &+= sums.wrappedSum()
      } else {
        for lane in 0..<8 {
          if column &+ lane < split { before &+= sums[lane] } else { after &+= sums[lane] }
        }
      }
    }
    return (before, after)
  }

  /// The same with the strip that goes down: above the split, and below.
  private func upright(_ middle: Span<UInt8>, from start: Int, split: Int) -> (Int32, Int32) {
    let strip = down.span
    var (before, after): (Int32, Int32) = (0, 0)
    for row in stride(from: split & 1, to: Grid.height, by: 2) {
      let sum = Self.difference(
        middle, row &* Grid.width, strip, (row &+ start) &* Grid.width)
      if row < split { before &+= sum } else { after &+= sum }
    }
    return (before, after)
  }

  /// The sum of absolute differences of two rows.
  @inline(__always) static func difference(
    _ a: Span<UInt8>, _ first: Int, _ b: Span<UInt8>, _ second: Int
  ) -> Int32 {
    var sum = SIMD8<Int32>()
    for column in stride(from: 0, to: Grid.width, by: 8) {
      sum &+= absoluteDifference(a.word(at: first &+ column), b.word(at: second &+ column))
    }
    return sum.wrappedSum()
  }

  /// The best slide of those that were tried; of equals the first.
  private struct Best {
    var error = Int32.max
    var slide = 0
    var way = 0

    /// Takes a way that both views have gone in either direction.
    mutating func take(
      _ forth: (before: Int32, after: Int32), _ back: (before: Int32, after: Int32),
      _ old: SlideRest.Sides, _ new: SlideRest.Sides, way: Int, slide: Int
    ) {
      take(forth.before + forth.after, slide, way)
      take(old.first.before + forth.after, slide + 1, way)
      take(forth.before + new.first.after, slide + 2, way)
      take(back.before + back.after, slide + 3, way)
      take(old.second.after + back.before, slide + 4, way)
      take(back.after + new.second.before, slide + 5, way)
    }

    private mutating func take(_ error: Int32, _ slide: Int, _ way: Int) {
      if error < self.error { (self.error, self.slide, self.way) = (error, slide, way) }
    }
  }
}
