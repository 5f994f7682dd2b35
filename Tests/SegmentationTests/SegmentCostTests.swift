import MediaTypes
import Segmentation
import TestSupport
import Testing

/// The cost of a tiling as `Segmenter` documents it, by looking up one thing after the other.
private struct DocumentedCost {
  let ticks: [Int64]
  let strengths: [Int64: Float]
  let frames: FrameStarts
  let bounds: (minimum: Int64, maximum: Int64, best: Int64)

  /// Ticks by which the bounds are broken, and the price.
  func cost(_ cuts: [Int64]) -> (broken: Int64, price: Double) {
    var (broken, price) = (Int64(0), 0.0)
    let ends = [ticks[0]] + cuts + [ticks[ticks.count - 1]]
    for (start, end) in zip(ends, ends.dropFirst()) {
      broken += max(0, bounds.minimum - (end - start), (end - start) - bounds.maximum)
      price += unevenness(abs(Double(end - start - bounds.best)) / Double(bounds.best))
    }
    for tick in ticks.dropFirst().dropLast() {
      let isCut = cuts.contains(tick)
      if let strength = strengths[tick].map(Double.init) {
        price += isCut ? (1 - strength) / 4 : strength
      } else if isCut {
        price += 0.5 + relativeMotion(tick) / 2
      }
    }
    return (broken, price)
  }

  private func unevenness(_ distance: Double) -> Double {
    let knots = [0, 1 / 16.0, 1 / 8.0, 1 / 4.0, 1 / 2.0, 1]
    let place = knots.dropFirst().firstIndex { distance <= $0 } ?? knots.count - 1
    let (a, b) = (knots[place - 1], knots[place])
    return a * a + (distance - a) * (b * b - a * a) / (b - a)
  }

  private func relativeMotion(_ tick: Int64) -> Double {
    guard let motion = frames.motion, let place = frames.ticks.firstIndex(of: tick) else {
      return 0.5
    }
    let mean = motion.reduce(0) { $0 + Double($1) } / Double(motion.count)
    return Double(motion[place]) / (Double(motion[place]) + mean)
  }

  /// The least cost of all subsets of the places.
  var least: (broken: Int64, price: Double) {
    let inside = Array(ticks.dropFirst().dropLast())
    var least = (broken: Int64.max, price: Double.infinity)
    for subset in 0..<(1 << inside.count) {
      let found = cost(inside.indices.filter { subset >> $0 & 1 == 1 }.map { inside[$0] })
      if found < least { least = found }
    }
    return least
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct SegmentCostTests {
  @Test(arguments: 0..<50) func `no tiling of few places is cheaper`(seed: Int) throws {
    var random = SplitMix64(seed: 5000 + UInt64(seed))
    let base = try #require(TimeBase(1, 16))
    for _ in 0..<20 {
      var ticks: Set<Int64> = []
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        ticks.insert(Int64.random(in: 1..<160, using: &random))
      }
      let inside = ticks.sorted()
      let motion = inside.map { _ in Float.random(in: 0...9, using: &random) }
      let frames = FrameStarts(inside, base, motion: random.next() % 2 == 0 ? motion : nil)
      var strengths: [Int64: Float] = [:]
      for tick in inside where random.next() % 2 == 0 {
        strengths[tick] = Float(Int.random(in: 0...64, using: &random)) / 64
      }
      let best = Int64.random(in: 1...4, using: &random)
      let (minimum, maximum) = (
        best - Int64.random(in: 0..<best, using: &random),
        best + Int64.random(in: 0...3, using: &random)
      )
      let segments = try Segmenter(
        bounds: SegmentBounds(
          minimum: Ratio(minimum), maximum: Ratio(maximum), preferred: Ratio(best))
      ).segments(
        of: TimeRange(Timestamp(0, base), upTo: Timestamp(160, base)),
        candidates: strengths.map {
          BoundaryCandidate(.cut, at: Timestamp($0, base), strength: $1)
        }, frames: frames)
      let documented = DocumentedCost(
        ticks: [0] + inside + [160], strengths: strengths, frames: frames,
        bounds: (16 * minimum, 16 * maximum, 16 * best))
      let found = documented.cost(segments.dropFirst().map(\.range.start.ticks))
      let least = documented.least
      #expect(found.broken == least.broken, "\(segments.map(\.range))")
      #expect(abs(found.price - least.price) < 0.001, "\(found) instead of \(least)")
    }
  }
}
