import MediaTypes
import Segmentation
import TestSupport

/// What every tiling must be, checked without knowing how it was found.
struct SegmentLaw {
  let range: TimeRange
  let minimum: Ratio?
  let maximum: Ratio?
  let frames: FrameStarts?

  /// What is wrong with the segments; nil if nothing is.
  func breach(_ segments: [Segment]) -> String? {
    guard let first = segments.first, let last = segments.last else { return "no segments" }
    if first.range.start != range.start { return "the first does not start with the range" }
    if last.range.end != range.end { return "the last does not end with the range" }
    if first.start.reason != .rangeEdge || last.end.reason != .rangeEdge { return "edges unnamed" }
    for (a, b) in zip(segments, segments.dropFirst()) {
      if a.end != b.start { return "a hole or an overlap at \(a.end.timestamp.ticks)" }
      if let frames, !frames.ticks.contains(a.end.timestamp.ticks) { return "between pictures" }
      if a.end.reason == .rangeEdge { return "an edge inside" }
    }
    for segment in segments {
      if segment.range.start >= segment.range.end { return "an empty segment" }
      if segment.range.start.timeBase != range.start.timeBase { return "another clock" }
      if let flaw = flaw(of: segment) { return flaw }
    }
    let broken = segments.reduce(0) { $0 + ticksBroken($1.range.end.ticks - $1.range.start.ticks) }
    if broken > 0, broken != leastBroken { return "\(broken) ticks broken, not \(leastBroken)" }
    return nil
  }

  private func flaw(of segment: Segment) -> String? {
    let seconds = seconds(segment.range.end.ticks - segment.range.start.ticks)
    let expected: BrokenBound? =
      if let minimum, seconds < minimum {
        .shorterThanMinimum(by: minimum.subtracting(seconds))
      } else if let maximum, seconds > maximum {
        .longerThanMaximum(by: seconds.subtracting(maximum))
      } else {
        nil
      }
    return segment.brokenBound == expected ? nil : "\(segment.brokenBound as Any) of \(seconds) s"
  }

  func seconds(_ ticks: Int64) -> Ratio {
    let base = range.start.timeBase
    return Ratio(ticks * Int64(base.numerator), Int64(base.denominator)) ?? 0
  }

  /// Whole ticks that a length lacks or has too many.
  private func ticksBroken(_ ticks: Int64) -> Int64 {
    var (lacking, excess) = (Int64(0), Int64(0))
    while let minimum, seconds(ticks + lacking) < minimum { lacking += 1 }
    while let maximum, excess < ticks, seconds(ticks - excess) > maximum { excess += 1 }
    return max(lacking, excess)
  }

  /// The fewest ticks broken by any tiling: by walking from place to place.
  private var leastBroken: Int64 {
    let (start, end) = (range.start.ticks, range.end.ticks)
    let inside = frames?.ticks.filter { start < $0 && $0 < end } ?? Array(start + 1..<end)
    let broken = (0...end - start).map(ticksBroken)
    var least: [(tick: Int64, broken: Int64)] = [(start, 0)]
    for place in inside + [end] {
      let reached = least.map { $0.broken + broken[Int(place - $0.tick)] }.min() ?? 0
      least.append((place, reached))
    }
    return least[least.count - 1].broken
  }
}

/// A range with everything that a segmenter is told about it, drawn by lot.
struct SegmentCase {
  let range: TimeRange
  var minimum: Ratio?
  var maximum: Ratio?
  var frames: FrameStarts?
  var candidates: [BoundaryCandidate]

  var law: SegmentLaw {
    SegmentLaw(range: range, minimum: minimum, maximum: maximum, frames: frames)
  }

  init(_ random: inout SplitMix64) {
    let bases = [TimeBase(1, 16), TimeBase(1001, 30000), TimeBase(1, 7), TimeBase(3, 2)]
    let base = bases.compactMap(\.self).randomElement(using: &random) ?? .milliseconds
    let start = Int64.random(in: -50...50, using: &random)
    let end = start + Int64.random(in: 1...90, using: &random)
    range = TimeRange(Timestamp(start, base), upTo: Timestamp(end, base))
    func length(_ ticks: ClosedRange<Int64>) -> Ratio? {
      // Not always a whole number of ticks.
      Ratio(
        Int64.random(in: ticks, using: &random) * Int64(base.numerator), Int64(base.denominator))?
        .adding(Ratio(Int64.random(in: 0...3, using: &random), 100) ?? 0)
    }
    switch random.next() % 6 {
    case 0: minimum = length(1...12)
    case 1: maximum = length(1...30)
    case 2: break
    case 3:
      minimum = length(1...20)
      maximum = minimum
    case 4:
      minimum = length(2...20)
      maximum = minimum?.adding(Ratio(Int64(base.numerator), Int64(base.denominator)) ?? 0)
    default: (minimum, maximum) = (length(1...10), length(11...30))
    }
    if random.next() % 3 > 0 {
      let step = Int64.random(in: 1...4, using: &random)
      let ticks = (start - 9...end + 9).filter { tick in
        random.next() % 8 < 6 && (tick - start) % step == 0
      }
      let motion = ticks.map { _ in Float.random(in: 0...1, using: &random) }
      frames = FrameStarts(ticks, base, motion: random.next() % 2 == 0 ? motion : nil)
    }
    candidates = []
    for _ in 0..<Int.random(in: 0...9, using: &random) {
      let milliseconds = Timestamp(
        Int64.random(in: start - 5...end + 5, using: &random) * 1000 * Int64(base.numerator)
          / Int64(base.denominator), .milliseconds)
      let inTicks = Timestamp(Int64.random(in: start - 5...end + 5, using: &random), base)
      candidates.append(
        BoundaryCandidate(
          BoundaryCandidate.Kind.allCases.randomElement(using: &random) ?? .cut,
          at: random.next() % 2 == 0 ? milliseconds : inTicks,
          strength: Float.random(in: 0...1, using: &random)))
    }
  }

  func segments(_ policy: SegmentPolicy) throws -> [Segment] {
    try Segmenter(policy, bounds: SegmentBounds(minimum: minimum, maximum: maximum))
      .segments(of: range, candidates: candidates, frames: frames)
  }
}
