import MediaTypes
import Segmentation
import TestSupport
import Testing

private let rounds = 0..<50

@Suite(.timeLimit(.minutes(40)), .computing) struct SegmentLawTests {
  @Test(arguments: rounds) func `ten thousand cases keep the law`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    for number in 0..<200 {
      let drawn = SegmentCase(&random)
      let policy: SegmentPolicy =
        switch number % 4 {
        case 0: .shots
        case 1: .scenes
        default: .balanced
        }
      let flaw = drawn.law.breach(try drawn.segments(policy))
      #expect(flaw == nil, "\(policy): \(drawn)")
    }
  }

  @Test(arguments: rounds) func `chunks keep the law`(seed: Int) throws {
    var random = SplitMix64(seed: 1000 + UInt64(seed))
    for _ in 0..<40 {
      let drawn = SegmentCase(&random)
      let shortest = drawn.minimum ?? drawn.maximum ?? 2
      let length = drawn.maximum.flatMap { $0.adding(shortest)?.divided(by: 2) } ?? shortest
      let flaw = drawn.law.breach(try drawn.segments(.fixed(length)))
      #expect(flaw == nil, "\(length): \(drawn)")
    }
  }

  @Test(arguments: rounds) func `without bounds shots are as detected`(seed: Int) throws {
    var random = SplitMix64(seed: 2000 + UInt64(seed))
    for _ in 0..<20 {
      var drawn = SegmentCase(&random)
      (drawn.minimum, drawn.maximum) = (nil, nil)
      let segments = try drawn.segments(.shots)
      #expect(drawn.law.breach(segments) == nil)
      let kept = segments.dropFirst().flatMap { $0.start.candidates.filter(\.kind.isShotBorder) }
      for candidate in drawn.candidates where candidate.kind.isShotBorder {
        let isNearAnEdge = segments.contains {
          $0.start.reason == .rangeEdge && $0.end.reason == .rangeEdge
        }
        #expect(
          kept.contains(candidate) || isNearAnEdge || isOutside(candidate, drawn),
          "\(candidate) of \(drawn)")
      }
      for segment in segments.dropFirst() {
        guard case .candidate(let named) = segment.start.reason else {
          Issue.record("\(segment.start)")
          continue
        }
        #expect(named.kind.isShotBorder)
      }
    }
  }

  /// Whether an end of the range is at least as near as any picture.
  private func isOutside(_ candidate: BoundaryCandidate, _ drawn: SegmentCase) -> Bool {
    let (instant, range) = (candidate.timestamp, drawn.range)
    guard range.contains(instant) else { return true }
    func distance(_ other: Timestamp) -> Double { abs(instant.seconds(since: other)) }
    let ticks = drawn.frames?.ticks ?? Array(range.start.ticks...range.end.ticks)
    let inside = ticks.filter { range.start.ticks < $0 && $0 < range.end.ticks }
    let nearest = inside.map { distance(Timestamp($0, range.start.timeBase)) }.min() ?? .infinity
    return min(distance(range.start), distance(range.end)) <= nearest + 1e-9
  }

  @Test(arguments: rounds) func `on a fine clock a tiling is found whenever there is one`(
    seed: Int
  ) throws {
    var random = SplitMix64(seed: 4000 + UInt64(seed))
    let clock = try #require(TimeBase(1, 90000))
    for _ in 0..<20 {
      let length = Int64.random(in: 90000...9_000_000, using: &random)
      let shortest = Int64.random(in: length / 30...length / 2, using: &random)
      let longest = shortest + ([0, 1, 7, shortest / 40].randomElement(using: &random) ?? 0)
      let start = Int64.random(in: -9_000_000...9_000_000, using: &random)
      let candidates = (0..<5).map { _ in
        BoundaryCandidate(
          .cut, at: Timestamp(start + Int64.random(in: 0...length, using: &random), clock),
          strength: Float.random(in: 0...1, using: &random))
      }
      let bounds = try SegmentBounds(
        minimum: Ratio(shortest, 90000), maximum: Ratio(longest, 90000))
      let policy = random.next() % 2 == 0 ? SegmentPolicy.balanced : .shots
      let segments = try Segmenter(policy, bounds: bounds).segments(
        of: TimeRange(Timestamp(start, clock), upTo: Timestamp(start + length, clock)),
        candidates: candidates)
      // So many segments of any lengths break the bounds by what they lack, or have too much, in all.
      let least = (1...length / shortest + 1)
        .map { max(0, $0 * shortest - length, length - $0 * longest) }.min()
      let lengths = segments.map { $0.range.end.ticks - $0.range.start.ticks }
      #expect(lengths.reduce(0, +) == length)
      #expect(lengths.map { max(0, shortest - $0, $0 - longest) }.reduce(0, +) == least)
      #expect(
        segments.allSatisfy {
          ($0.brokenBound == nil)
            == (shortest...longest ~= $0.range.end.ticks - $0.range.start.ticks)
        })
    }
  }

  @Test(arguments: rounds) func `the order of candidates does not matter`(seed: Int) throws {
    var random = SplitMix64(seed: 3000 + UInt64(seed))
    for _ in 0..<10 {
      var drawn = SegmentCase(&random)
      let segments = try drawn.segments(.balanced)
      drawn.candidates.shuffle(using: &random)
      #expect(try drawn.segments(.balanced) == segments)
    }
  }
}
