import MediaTypes
import Segmentation
import TestSupport
import Testing

private let clock = TimeBase.milliseconds
private func at(_ seconds: Int64) -> Timestamp { Timestamp(seconds * 1000, clock) }
private func range(_ start: Int64, _ end: Int64) -> TimeRange {
  TimeRange(at(start), upTo: at(end))
}

@Suite(.timeLimit(.minutes(40)), .computing) struct SegmentRefusalTests {
  @Test(
    arguments: [
      ([GivenRange(at(3), upTo: at(11))], .givenRangeOutside, 0),
      ([GivenRange(at(0), upTo: at(1)), GivenRange(at(-1), upTo: at(2))], .givenRangeOutside, 1),
      ([GivenRange(at(4), upTo: at(4))], .givenRangeBackwards, 0),
      ([GivenRange(at(4), upTo: at(3))], .givenRangeBackwards, 0),
      ([GivenRange(at(4), upTo: at(6)), GivenRange(at(2), upTo: at(5))], .givenRangesOverlap, 0),
      ([GivenRange(at(1), upTo: at(2)), GivenRange(at(1), upTo: at(2))], .givenRangesOverlap, 1),
      ([GivenRange(Timestamp(1001, clock), upTo: Timestamp(1002, clock))], .givenRangeEmpty, 0),
      ([GivenRange(Timestamp(.min, clock), upTo: Timestamp(.max, clock))], .givenRangeOutside, 0),
    ] as [([GivenRange], SegmenterError.Code, Int)])
  func `a wrong range is named`(given: [GivenRange], code: SegmenterError.Code, index: Int) {
    let error = #expect(throws: SegmenterError.self) {
      try Segmenter(.given(given)).segments(
        of: range(0, 10), frames: FrameStarts((0..<10).map { $0 * 1000 }, clock))
    }
    #expect(error?.code == code)
    #expect(error?.rangeIndex == index)
    #expect(error?.message.contains("range \(index) from ") == true, "\(error?.message ?? "")")
  }

  @Test func `a message names the times as given`() {
    let given = GivenRange(Timestamp(1, TimeBase(1, 3) ?? clock), upTo: Timestamp(12_500, clock))
    let error = #expect(throws: SegmenterError.self) {
      try Segmenter(.given([given])).segments(of: range(0, 10))
    }
    #expect(error?.message == "range 0 from 1/3 to 12.5 s is not inside 0.0 to 10.0 s")
  }

  @Test(
    arguments: [
      (0, nil, nil), (nil, -1, nil), (nil, nil, 0), (5, 4, nil), (5, nil, 4), (nil, 4, 5),
      (2, 6, 7),
    ] as [(Ratio?, Ratio?, Ratio?)])
  func `bounds that contradict themselves are refused`(
    minimum: Ratio?, maximum: Ratio?, preferred: Ratio?
  ) {
    let error = #expect(throws: SegmenterError.self) {
      try SegmentBounds(minimum: minimum, maximum: maximum, preferred: preferred)
    }
    #expect(error?.code == .invalidBounds)
  }

  @Test func `what cannot be segmented is refused`() throws {
    func code(
      _ range: TimeRange, _ policy: SegmentPolicy = .balanced, maximum: Ratio? = nil,
      frames: FrameStarts? = nil
    ) -> SegmenterError.Code? {
      #expect(throws: SegmenterError.self) {
        try Segmenter(policy, bounds: SegmentBounds(maximum: maximum))
          .segments(of: range, frames: frames)
      }?.code
    }
    let endless = TimeRange(Timestamp(.min, clock), upTo: Timestamp(.max, clock))
    #expect(code(range(5, 5)) == .emptyRange)
    #expect(code(endless) == .rangeTooLong)
    #expect(code(TimeRange(at(0), upTo: Timestamp(1, .microseconds))) == .mixedTimeBases)
    #expect(code(range(0, 1), frames: FrameStarts([0], .microseconds)) == .mixedTimeBases)
    #expect(code(range(0, 1_000_000), maximum: 0.001) == .tooManySegments)
    #expect(code(range(0, 1_000_000), .fixed(0.001)) == .tooManySegments)
    #expect(code(range(0, 1), .fixed(0)) == .invalidChunkLength)
    #expect(code(range(0, 1), .fixed(-2)) == .invalidChunkLength)
    #expect(code(range(0, 90), .fixed(5), maximum: 4) == .invalidChunkLength)
  }

  @Test(arguments: [SegmentPolicy.balanced, .shots, .scenes, .fixed(3)])
  func `a range that is too short says by how much`(policy: SegmentPolicy) throws {
    let segments = try Segmenter(policy, bounds: SegmentBounds(minimum: 3))
      .segments(of: range(0, 2), candidates: [BoundaryCandidate(.cut, at: at(1), strength: 1)])
    #expect(segments.map(\.range) == [range(0, 2)])
    #expect(segments[0].brokenBound == .shorterThanMinimum(by: 1))
  }

  @Test func `a picture that stands too long says so, and nothing else breaks`() throws {
    let ticks = [Int64(0), 1000, 2000, 3000, 14000, 15000, 16000, 17000]
    let segments = try Segmenter(bounds: SegmentBounds(minimum: 2, maximum: 4)).segments(
      of: range(0, 18), frames: FrameStarts(ticks, clock))
    #expect(segments.map(\.brokenBound) == [nil, .longerThanMaximum(by: 7), nil])
    #expect(segments[1].range == range(3, 14))
  }

  @Test(arguments: 0..<60) func `no numbers make it trap`(seed: Int) throws {
    var random = SplitMix64(seed: 7000 + UInt64(seed))
    func ratio() -> Ratio? {
      Ratio(random.integer(), random.integer()).flatMap { $0 > 0 ? $0 : nil }
    }
    func base() -> TimeBase {
      TimeBase(
        Int32(truncatingIfNeeded: random.integer()), Int32(truncatingIfNeeded: random.integer()))
        ?? .milliseconds
    }
    for _ in 0..<20 {
      let clock = base()
      let start = random.integer()
      let (end, overflow) = start.addingReportingOverflow(abs(random.integer() / 9))
      let range = TimeRange(
        Timestamp(start, clock), upTo: Timestamp(overflow ? .max : end, clock))
      let candidates = (0..<20).map { _ in
        BoundaryCandidate(
          .cut, at: Timestamp(random.integer(), random.next() % 2 == 0 ? clock : base()),
          strength: Float(bitPattern: UInt32(truncatingIfNeeded: random.next())))
      }
      let motion = (0..<9).map { _ in Float(bitPattern: UInt32(truncatingIfNeeded: random.next())) }
      let frames = FrameStarts((0..<12).map { _ in random.integer() }, clock, motion: motion)
      let lengths = [ratio(), ratio()].compactMap(\.self).sorted()
      guard let bounds = try? SegmentBounds(minimum: lengths.first, maximum: lengths.last) else {
        continue
      }
      let policies: [SegmentPolicy] = [
        .balanced, .shots, .scenes, .fixed(ratio() ?? 1),
        .given([GivenRange(range.start, upTo: range.end)]),
      ]
      for policy in policies {
        guard
          let segments = try? Segmenter(policy, bounds: bounds)
            .segments(of: range, candidates: candidates, frames: frames)
        else { continue }
        #expect(segments.first?.range.start == range.start)
        #expect(segments.last?.range.end == range.end)
        #expect(zip(segments, segments.dropFirst()).allSatisfy { $0.end == $1.start })
      }
    }
  }

  @Test(
    arguments: [
      (.max - 1_000_000_000, .max, nil), (.min, .min + (1 << 44), .max), (-5, 5, 1),
      (0, 1 << 60, nil), (.min, .min + 1, .max),
    ] as [(Int64, Int64, Int64?)])
  func `no range makes it trap without pictures`(start: Int64, end: Int64, maximum: Int64?) throws {
    let clock = try #require(TimeBase(.max, 1))
    let candidates = [start, end, start / 2 + end / 2, .min, .max, 0].map {
      BoundaryCandidate(.cut, at: Timestamp($0, clock), strength: 1)
    }
    let bounds = try SegmentBounds(minimum: 1, maximum: maximum.map { Ratio($0) })
    let segments = try Segmenter(bounds: bounds).segments(
      of: TimeRange(Timestamp(start, clock), upTo: Timestamp(end, clock)), candidates: candidates)
    #expect(segments.first?.range.start.ticks == start)
    #expect(segments.last?.range.end.ticks == end)
    #expect(zip(segments, segments.dropFirst()).allSatisfy { $0.end == $1.start })
  }

  @Test func `starts in any order, twice, with missing motion are put in order`() {
    let frames = FrameStarts([5, 3, 5, 9], clock, motion: [2, -1, 1])
    #expect(frames.ticks == [3, 5, 9])
    #expect(frames.motion == [.infinity, 1, .infinity])
  }

  @Test func `a strength is a share`() {
    let strengths: [Float] = [.nan, -1, 0, 0.25, 1, 7, .infinity, -.infinity]
    let kept = strengths.map { BoundaryCandidate(.cut, at: at(0), strength: $0).strength }
    #expect(kept == [0, 0, 0, 0.25, 1, 1, 1, 0])
  }
}
