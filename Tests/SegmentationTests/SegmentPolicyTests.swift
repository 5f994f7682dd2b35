import MediaTypes
import Segmentation
import TestSupport
import Testing

private let clock = TimeBase.milliseconds

private func at(_ seconds: Double) -> Timestamp {
  Timestamp(Int64((seconds * 1000).rounded()), clock)
}
private func range(_ start: Double, _ end: Double) -> TimeRange {
  TimeRange(at(start), upTo: at(end))
}
private func cut(_ seconds: Double, _ strength: Float) -> BoundaryCandidate {
  BoundaryCandidate(.cut, at: at(seconds), strength: strength)
}
/// Where segments begin, and where the last one ends, in seconds.
private func ends(_ segments: [Segment]) -> [Double] {
  segments.map(\.range.start.seconds) + segments.suffix(1).map(\.range.end.seconds)
}

@Suite(.timeLimit(.minutes(40)), .computing) struct SegmentPolicyTests {
  @Test func `a short shot joins its neighbour across the weaker border`() throws {
    let cuts = [cut(10, 0.9), cut(11, 0.4), cut(20, 0.3), cut(20.5, 0.8), cut(30, 0.1)]
    let segments = try Segmenter(.shots, bounds: SegmentBounds(minimum: 2))
      .segments(of: range(0, 40), candidates: cuts)
    #expect(ends(segments) == [0, 10, 20.5, 30, 40])
  }

  @Test func `a long shot is cut at the best place inside, as seldom as can be`() throws {
    let candidates = [
      cut(20, 0.9), BoundaryCandidate(.silence, at: at(50), strength: 0.8),
      BoundaryCandidate(.silence, at: at(22), strength: 0.8), cut(81, 1),
    ]
    let segments = try Segmenter(.shots, bounds: SegmentBounds(maximum: 60))
      .segments(of: range(0, 90), candidates: candidates)
    #expect(ends(segments) == [0, 20, 50, 81, 90])
  }

  @Test func `shots that cannot be joined within the bounds are tiled anew`() throws {
    let segments = try Segmenter(.shots, bounds: SegmentBounds(minimum: 10, maximum: 15))
      .segments(of: range(0, 32), candidates: [cut(8, 1), cut(16, 1), cut(24, 1)])
    #expect(segments.allSatisfy { $0.brokenBound == nil })
    #expect(segments.count == 3)
  }

  @Test func `without candidates lengths are even`() throws {
    let segments = try Segmenter(bounds: SegmentBounds(minimum: 10, maximum: 60))
      .segments(of: range(0, 600))
    let lengths = segments.map(\.range.seconds)
    #expect((lengths.max() ?? 0) - (lengths.min() ?? 0) < 0.002, "\(lengths)")
    #expect(lengths.allSatisfy { 30...50 ~= $0 })
    #expect(segments.dropFirst().allSatisfy { $0.start.reason == .evenLength })
  }

  @Test func `a cut without a candidate lies at the stillest frame near`() throws {
    let ticks = stride(from: Int64(0), to: 80000, by: 40).map { $0 }
    let motion = ticks.map { tick -> Float in tick == 41000 ? 0.01 : 5 }
    let segments = try Segmenter(bounds: SegmentBounds(minimum: 10, maximum: 60)).segments(
      of: range(0, 80), frames: FrameStarts(ticks, clock, motion: motion))
    #expect(ends(segments) == [0, 41, 80])
    #expect(segments[1].start.reason == .stillFrame(motion: 0.01))
  }

  @Test func `strong boundaries are kept and weak ones passed over`() throws {
    let strong = stride(from: 31.0, to: 300, by: 31).map { cut($0, 1) }
    let weak = stride(from: 2.5, to: 300, by: 5).map {
      BoundaryCandidate(.textEdge, at: at($0), strength: 0.05)
    }
    let segments = try Segmenter(bounds: SegmentBounds(minimum: 2, maximum: 60))
      .segments(of: range(0, 310), candidates: weak + strong)
    #expect(ends(segments) == stride(from: 0.0, through: 310, by: 31).map { $0 })
  }

  @Test func `candidates that meet at a frame are kept together, the strongest named`() throws {
    let frames = FrameStarts([0, 400, 800, 1200], clock)
    let silence = BoundaryCandidate(.silence, at: at(0.81), strength: 0.4)
    let segments = try Segmenter(bounds: SegmentBounds(preferred: 1)).segments(
      of: range(0, 2), candidates: [silence, cut(0.79, 0.9)], frames: frames)
    let start = try #require(segments.dropFirst().first?.start)
    #expect(start.timestamp == at(0.8))
    #expect(start.reason == .candidate(cut(0.79, 0.9)))
    #expect(start.candidates == [cut(0.79, 0.9), silence])
  }

  @Test(
    arguments: [
      (0.1, [0, 1]), (0.2, [0, 1]), (0.21, [0, 0.4, 1]), (0.6, [0, 0.4, 1]), (0.61, [0, 0.8, 1]),
      (0.9, [0, 0.8, 1]), (0.95, [0, 1]), (-0.1, [0, 1]), (1.1, [0, 1]), (0, [0, 1]), (1, [0, 1]),
    ] as [(Double, [Double])])
  func `a candidate moves to the nearest frame, the earlier of two`(
    seconds: Double, expected: [Double]
  ) throws {
    let segments = try Segmenter(.shots).segments(
      of: range(0, 1), candidates: [cut(seconds, 0)],
      frames: FrameStarts([-400, 0, 400, 800, 1200], clock))
    #expect(ends(segments) == expected)
  }

  @Test(
    arguments: [
      (4, nil, [0, 4, 8, 10]), (5, nil, [0, 5, 10]), (20, nil, [0, 10]), (10, nil, [0, 10]),
      (4, 3, [0, 3.333, 6.666, 10]), (4, 2, [0, 4, 8, 10]), (3, 2.8, [0, 3.333, 6.666, 10]),
      (6, 6, [0, 10]),
      (0.3, 0.2, Array(stride(from: 0, through: 34, by: 1)).map { Double($0) * 10 / 34 }),
    ] as [(Ratio, Ratio?, [Double])])
  func `chunks are equal, the last shorter unless that breaks the minimum`(
    length: Ratio, minimum: Ratio?, expected: [Double]
  ) throws {
    let segments = try Segmenter(.fixed(length), bounds: SegmentBounds(minimum: minimum))
      .segments(of: range(0, 10))
    #expect(segments.count == expected.count - 1)
    #expect(zip(ends(segments), expected).allSatisfy { abs($0 - $1) < 0.0011 }, "\(ends(segments))")
    #expect(segments.dropFirst().allSatisfy { $0.start.reason == .chunk })
  }

  @Test func `a chunk ends where a picture starts`() throws {
    let base = try #require(TimeBase(1, 30000))
    let frames = FrameStarts((0..<300).map { Int64($0) * 1001 }, base)
    let segments = try Segmenter(.fixed(1)).segments(
      of: TimeRange(Timestamp(0, base), upTo: Timestamp(300 * 1001, base)), frames: frames)
    #expect(segments.count == 10)
    for (number, segment) in segments.enumerated() {
      #expect(segment.range.start.ticks % 1001 == 0)
      #expect(abs(segment.range.start.ticks - Int64(number) * 30000) <= 501)
    }
  }

  @Test func `given ranges come in order of time, with gaps and their numbers`() throws {
    let given = [GivenRange(at(5), upTo: at(7)), GivenRange(at(0), upTo: at(2.01))]
    let bounds = try SegmentBounds(minimum: 2, maximum: 2.003)
    let segments = try Segmenter(.given(given), bounds: bounds).segments(
      of: range(0, 10),
      frames: FrameStarts(stride(from: Int64(0), to: 10000, by: 40).map { $0 }, clock))
    #expect(segments.map(\.range) == [range(0, 2), range(5, 7)].map { $0 })
    #expect(segments.map(\.start.reason) == [.given(index: 1), .given(index: 0)])
    let long = try Segmenter(.given(given), bounds: bounds).segments(of: range(0, 10))
    #expect(long[0].brokenBound == .longerThanMaximum(by: 0.007))
    #expect(long[1].brokenBound == nil)
  }
}
