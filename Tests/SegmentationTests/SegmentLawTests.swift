import MediaTypes
import Segmentation
import TestSupport
import Testing

private let rounds = 0..<50

@Suite(.timeLimit(.minutes(1))) struct SegmentLawTests {
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
