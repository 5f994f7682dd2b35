/// One window, measured gate by gate, what costs least first.
struct GradualWindow {
  let start: Int
  let end: Int
  private let limits: ClosedRange<Int>
  private let model: ShotModel.Graduals
  private var figures = GradualFigures()
  /// The squared change of all cells, in sixteenths of a level.
  private var change: Int64 = 0
  /// By how much the score can exceed its threshold; by how much it does, once measured.
  private(set) var bound: Float = 0
  private var canDissolve = true
  private var canWipe = true

  init(start: Int, end: Int, limits: ClosedRange<Int>, _ model: ShotModel.Graduals) {
    (self.start, self.end, self.limits, self.model) = (start, end, limits, model)
    figures.length = end - start
  }

  /// Whether it passes every gate but the last, which costs most.
  mutating func isLikely(_ frames: inout FrameMeasures) -> Bool {
    guard hasChange(&frames), !isFlat(frames), isEven(&frames), isAtRest(&frames),
      isMixed(frames), isWipeOrDissolve(frames), isOtherScene(&frames)
    else { return false }
    return boundMargin() > 0
  }

  /// Bounds the margin by what is known.
  private mutating func boundMargin() -> Float {
    let dissolve = canDissolve ? figures.bound(model.dissolveWeights, model) : -.infinity
    let wipe = canWipe ? figures.bound(model.wipeWeights, model) : -.infinity
    bound = max(dissolve - model.dissolveThreshold, wipe - model.wipeThreshold)
    return bound
  }

  /// Measures what was left, and gives the window as a candidate; nil if it is none after all.
  mutating func measure(_ frames: inout FrameMeasures) -> GradualFinder.Candidate? {
    guard staysAway(&frames) else { return nil }
    let dissolve = canDissolve ? figures.score(model.dissolveWeights) : -.infinity
    let wipe = canWipe ? figures.score(model.wipeWeights) : -.infinity
    let margins = (dissolve - model.dissolveThreshold, wipe - model.wipeThreshold)
    guard max(margins.0, margins.1) > 0 else { return nil }
    bound = max(margins.0, margins.1)
    return GradualFinder.Candidate(
      kind: margins.0 >= margins.1 ? .dissolve : .wipe, start: start, end: end, margin: bound,
      figures: figures)
  }

  /// Whether both cannot be.
  func overlaps(_ other: GradualWindow) -> Bool { start < other.end - 1 && end > other.start + 1 }

  private mutating func hasChange(_ frames: inout FrameMeasures) -> Bool {
    change =
      frames.product(start, start) + frames.product(end, end) - 2 * frames.product(start, end)
    figures.change = Float((Double(change) / Double(256 * Grid.cellCount)).squareRoot())
    return figures.change > model.leastChange
  }

  private func isFlat(_ frames: borrowing FrameMeasures) -> Bool {
    min(frames[start].deviation, frames[end].deviation) < model.flatDeviation
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

  private mutating func isEven(_ frames: inout FrameMeasures) -> Bool {
    let length = end - start
    let count = min(model.interiorCount, length - 1)
    var (previous, falling, uneven, residue) = (0.0, 0.0, 0.0, 0.0)
    for place in 1...count {
      let step = (length * place).dividedToNearestEven(by: count + 1)
      let (way, left) = progress(start + step, &frames)
      falling += max(0, previous - way)
      uneven += abs(way - Double(step) / Double(length))
      residue += left
      previous = way
      guard falling <= Double(model.mostFalling), uneven < Double(model.mostUneven) * Double(count),
        residue < Double(model.mostResidue) * Double(count)
      else { return false }
    }
    falling += max(0, previous - 1)
    figures.unevenness = Float(uneven / Double(count))
    figures.residue = Float(residue / Double(count))
    canDissolve = figures.residue <= model.dissolve.mostResidue
    canWipe = figures.residue >= model.wipe.leastResidue
    return falling <= Double(model.mostFalling)
  }

  private mutating func isAtRest(_ frames: inout FrameMeasures) -> Bool {
    let margin = max(2, Int((Double(end - start) * model.restShare).rounded(.toNearestOrEven)))
    let before = progress(max(start - margin, limits.lowerBound), &frames)
    let after = progress(min(end + margin, limits.upperBound), &frames)
    let (back, on) = (Float(abs(before.way)), Float(abs(after.way - 1)))
    (figures.residueBefore, figures.residueAfter) = (Float(before.residue), Float(after.residue))
    figures.restSteps = min(back, 0.6) + min(on, 0.6)
    return back <= model.mostRestStep && on <= model.mostRestStep
      && figures.residueBefore <= model.mostRestResidue
      && figures.residueAfter <= model.mostRestResidue
  }

  private mutating func isMixed(_ frames: borrowing FrameMeasures) -> Bool {
    let (a, b) = (frames[start], frames[end])
    let product = StructureMixture.product(a, b)
    figures.likeness = StructureMixture.correlation(a, b, product: product, model)
    guard figures.likeness <= model.mostLikeness else { return false }
    let middle = mixture(2, frames, product)
    figures.balance = min(middle.first, middle.second)
    canDissolve = canDissolve && figures.balance >= model.dissolve.leastBalance
    canWipe = canWipe && figures.balance >= model.wipe.leastBalance
    guard canDissolve || canWipe else { return false }
    let (early, late) = (mixture(1, frames, product), mixture(3, frames, product))
    figures.mixtureError =
      (abs(early.first - 0.75) + abs(early.second - 0.25) + abs(late.first - 0.25)
        + abs(late.second - 0.75)) / 4
    let shares = [early.explained, middle.explained, late.explained]
    figures.explained = (shares[0] + shares[1] + shares[2]) / 3
    figures.leastExplained = min(shares[0], shares[1], shares[2])
    canDissolve = canDissolve && figures.explained >= model.dissolve.leastExplained
    canWipe = canWipe && figures.explained >= model.wipe.leastExplained
    return figures.mixtureError <= model.mostMixtureError
  }

  /// The frame so many quarters into the window, explained by its ends.
  private func mixture(
    _ quarters: Int, _ frames: borrowing FrameMeasures, _ product: Int32
  ) -> StructureMixture {
    StructureMixture(
      of: frames[quarter(quarters)], from: frames[start], frames[end], endsProduct: product, model)
  }

  private func quarter(_ quarters: Int) -> Int {
    start + ((end - start) * quarters).dividedToNearestEven(by: 4)
  }

  private mutating func isWipeOrDissolve(_ frames: borrowing FrameMeasures) -> Bool {
    guard canDissolve || canWipe else { return false }
    var left: Int64 = 0
    for quarters in 1...3 {
      left += Self.blending(
        frames[quarter(quarters)].cells, frames[start].cells, frames[end].cells)
    }
    figures.blending = Float(Double(left) / Double(change) / 3)
    canWipe =
      canWipe && figures.blending <= model.wipe.mostBlending
      && figures.blending < model.wipe.mostBlendingShare * figures.residue
    return canDissolve || canWipe
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
      for part in [place, place + plane, place + 2 * plane] {
        let cell = widened(cells[part])
        let (one, other) = (cell &- widened(first[part]), cell &- widened(second[part]))
        toFirst &+= one &* one
        toSecond &+= other &* other
      }
      for lane in 0..<8 { sum += Int64(min(toFirst[lane], toSecond[lane])) }
    }
    return sum
  }

  private mutating func isOtherScene(_ frames: inout FrameMeasures) -> Bool {
    // The most that a search could say decides most windows without one.
    figures.structure = frames.stillStructure(start, end)
    figures.decorrelation = 1
    guard figures.structure > model.leastSceneChange, boundMargin() > 0 else { return false }
    guard let view = frames.view(start, end, least: model.leastSceneChange) else { return false }
    figures.structure = view.structure
    figures.decorrelation = view.decorrelation
    figures.distance = view.distance(model)
    return true
  }

  private func distanceOf(_ earlier: Int, _ later: Int, _ frames: inout FrameMeasures) -> Float {
    frames.view(earlier, later)?.distance(model) ?? 0
  }

  /// Whether neither view comes back beyond the other end, as it does in flicker and time lapse.
  private mutating func staysAway(_ frames: inout FrameMeasures) -> Bool {
    var (after, before) = (Float.infinity, Float.infinity)
    for distance in model.returnDistances {
      if end + distance <= limits.upperBound {
        after = min(after, distanceOf(start, end + distance, &frames))
      }
      if start - distance >= limits.lowerBound {
        before = min(before, distanceOf(start - distance, end, &frames))
      }
      guard min(after, before) - figures.distance > model.returnMargin else { return false }
    }
    if after == .infinity { after = model.noReturn }
    if before == .infinity { before = model.noReturn }
    figures.returning = min(after, before)
    return figures.returnMargin > model.returnMargin
  }
}

extension Int {
  /// The quotient rounded to the nearest whole number, halves to the even one.
  fileprivate func dividedToNearestEven(by divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    if 2 * remainder == divisor { return quotient + quotient % 2 }
    return 2 * remainder > divisor ? quotient + 1 : quotient
  }
}
