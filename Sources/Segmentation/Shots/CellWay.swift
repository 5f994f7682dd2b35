/// How the cells of a window's frames go from one end to the other: what needs nothing but inner products.
struct CellWay {
  private let start: Int
  private let end: Int
  private let model: GradualModel
  /// The squared change of all cells, in sixteenths of a level.
  private let change: Int64
  private(set) var figures = GradualFigures()

  /// Looks at a window; nil if too little changes, or an end is so flat that it is a fade.
  init?(from start: Int, to end: Int, _ frames: inout FrameMeasures, _ model: GradualModel) {
    (self.start, self.end, self.model) = (start, end, model)
    change =
      frames.product(start, start) + frames.product(end, end) - 2 * frames.product(start, end)
    figures.length = end - start
    figures.change = Float((Double(change) / Double(256 * Grid.cellCount)).squareRoot())
    figures.deviation = min(frames[start].deviation, frames[end].deviation)
    guard figures.change > model.leastChange, figures.deviation >= model.flatDeviation else {
      return nil
    }
  }

  /// Whether the frames between go over evenly, more or less.
  mutating func isEven(_ frames: inout FrameMeasures) -> Bool {
    let length = end - start
    let count = min(model.interiorCount, length - 1)
    let centre = count / 2 + 1
    let middle = progress(start + (length * centre).dividedToNearestEven(by: count + 1), &frames)
    guard model.middleWay.contains(middle.way), middle.residue < 1 else { return false }
    figures.middleResidue = Float(middle.residue)
    var (previous, falling, uneven, residue) = (0.0, 0.0, 0.0, 0.0)
    for place in 1...count {
      let step = (length * place).dividedToNearestEven(by: count + 1)
      let (way, left) = place == centre ? middle : progress(start + step, &frames)
      falling += max(0, previous - way)
      uneven += abs(way - Double(step) / Double(length))
      residue += left
      previous = way
      guard falling < model.mostFalling, uneven < model.mostUneven * Double(count),
        residue < model.mostResidue * Double(count)
      else { return false }
    }
    falling += max(0, previous - 1)
    figures.falling = Float(falling)
    figures.unevenness = Float(uneven / Double(count))
    figures.residue = Float(residue / Double(count))
    return falling < model.mostFalling
  }

  /// Whether the frames before and after are like the ends.
  mutating func isAtRest(_ frames: inout FrameMeasures, within limits: ClosedRange<Int>) -> Bool {
    let share = Int((Double(end - start) * model.restShare).rounded(.toNearestOrEven))
    let margin = min(max(2, share), model.longestRest)
    let before = progress(max(start - margin, limits.lowerBound), &frames)
    let after = progress(min(end + margin, limits.upperBound), &frames)
    let (back, on) = (abs(before.way), abs(after.way - 1))
    (figures.residueBefore, figures.residueAfter) = (Float(before.residue), Float(after.residue))
    figures.restSteps = Float(back + on)
    return max(back, on) < model.mostRestStep
      && max(before.residue, after.residue) < model.mostRestResidue
  }

  /// Measures what is left when each cell may equal one end or the other.
  mutating func measureBlending(_ frames: borrowing FrameMeasures) {
    var left: Int64 = 0
    for quarters in 1...3 {
      let frame = frames[frames.quarter(quarters, from: start, to: end)]
      left += Self.blending(frame.cells, frames[start].cells, frames[end].cells)
    }
    figures.blending = Float(Double(left) / Double(change) / 3)
  }

  /// How far on the way from start to end the frame is, and what that leaves unexplained.
  private func progress(
    _ frame: Int, _ frames: inout FrameMeasures
  ) -> (way: Double, residue: Double) {
    let own = frames.product(start, start)
    let along =
      frames.product(frame, end) - frames.product(frame, start) - frames.product(start, end) + own
    let moved = frames.product(frame, frame) + own - 2 * frames.product(frame, start)
    let way = Double(along) / Double(change)
    return (way, max(0, Double(moved) / Double(change) - way * way))
  }

  /// The sum over cells of the lesser squared distance to either end.
  private static func blending(
    _ cells: [SIMD8<Int16>], _ a: [SIMD8<Int16>], _ b: [SIMD8<Int16>]
  ) -> Int64 {
    let (cells, first, second) = (cells.span, a.span, b.span)
    let plane = Grid.cellCount / 8
    var sum: Int64 = 0
    for place in 0..<plane {
      var (toFirst, toSecond) = (SIMD8<Int32>(), SIMD8<Int32>())
      for part in 0..<3 {
        let here = place &+ part &* plane
        let cell = widened(cells[here])
        let (one, other) = (cell &- widened(first[here]), cell &- widened(second[here]))
        toFirst &+= one &* one
        toSecond &+= other &* other
      }
      for lane in 0..<8 { sum += Int64(min(toFirst[lane], toSecond[lane])) }
    }
    return sum
  }
}

extension Int {
  /// The quotient rounded to the nearest whole number, halves to the even one.
  func dividedToNearestEven(by divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    if 2 * remainder == divisor { return quotient + quotient % 2 }
    return 2 * remainder > divisor ? quotient + 1 : quotient
  }
}
