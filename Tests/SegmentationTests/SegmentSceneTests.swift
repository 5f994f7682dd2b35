import MediaTypes
import Segmentation
import TestSupport
import Testing

private let second = TimeBase.milliseconds

/// Shots of five seconds; each letter is a place with colours of its own, small letters a louder one.
private func shots(_ places: String, loudness: [Float?] = []) -> [ShotAppearance] {
  places.utf8.enumerated().map { number, letter in
    var histogram = [Float](repeating: 0.01, count: 64)
    let place = Int(letter) % 32
    histogram[2 * place] = 3
    histogram[2 * place + 1] = 1
    return ShotAppearance(
      range: TimeRange(
        Timestamp(Int64(number) * 5000, second), upTo: Timestamp(Int64(number + 1) * 5000, second)),
      histogram: histogram, brightness: 0.5,
      loudness: number < loudness.count ? loudness[number] : nil)
  }
}

private func numbers(_ borders: [BoundaryCandidate]) -> [Int64] {
  borders.map { $0.timestamp.ticks / 5000 }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct SegmentSceneTests {
  @Test(
    arguments: [
      ("ABABACDCE", [5, 8]), ("AAAA", []), ("ABCD", [1, 2, 3]), ("A", []), ("", []),
      ("ABCABC", []), ("ABCDEFGHA", []), ("ABCDEFGHIA", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ] as [(String, [Int64])])
  func `shots that alternate stay in one scene`(places: String, expected: [Int64]) {
    #expect(numbers(SceneJoiner().borders(of: shots(places))) == expected)
  }

  @Test func `a shorter look back parts what a longer one joins`() {
    #expect(numbers(SceneJoiner(lookBack: 2).borders(of: shots("ABCABC"))) == [1, 2, 3, 4, 5])
    #expect(numbers(SceneJoiner(lookBack: 3).borders(of: shots("ABCABC"))) == [])
  }

  @Test func `sound parts what looks barely alike`() {
    let joiner = SceneJoiner(likeness: 0.95)
    #expect(joiner.borders(of: shots("AAA", loudness: [-20, -20, -20])).isEmpty)
    #expect(numbers(joiner.borders(of: shots("AAA", loudness: [-20, -20, -60]))) == [2])
    #expect(joiner.borders(of: shots("AAA", loudness: [-20, -20, nil])).isEmpty)
  }

  @Test func `the more unlike the stronger`() throws {
    var looks = shots("AB")
    let strong = try #require(SceneJoiner().borders(of: looks).first)
    var near = looks[1].histogram
    for bin in near.indices { near[bin] += looks[0].histogram[bin] }
    looks[1] = ShotAppearance(range: looks[1].range, histogram: near, brightness: 0.5)
    let weak = try #require(SceneJoiner(likeness: 0.9).borders(of: looks).first)
    #expect(weak.strength < strong.strength)
    #expect(0.5...1 ~= weak.strength && 0.5...1 ~= strong.strength)
  }

  @Test(arguments: 0..<20) func `no appearance makes it trap`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    func figure() -> Float { Float(bitPattern: UInt32(truncatingIfNeeded: random.next())) }
    let looks = (0..<40).map { _ in
      let start = random.integer()
      return ShotAppearance(
        range: TimeRange(Timestamp(start, second), upTo: Timestamp(.max, second)),
        histogram: (0..<Int.random(in: 0...4, using: &random)).map { _ in figure() },
        brightness: figure(), loudness: random.next() % 2 == 0 ? figure() : nil)
    }
    let joiner = SceneJoiner(likeness: figure(), lookBack: Int(random.integer()))
    let borders = joiner.borders(of: looks)
    #expect(zip(borders, borders.dropFirst()).allSatisfy { $0.timestamp <= $1.timestamp })
    #expect(borders.allSatisfy { 0...1 ~= $0.strength })
  }

  @Test func `scenes are segments that name their borders`() throws {
    let looks = shots("ABABACDCE")
    let cuts = looks.dropFirst().map {
      BoundaryCandidate(.cut, at: $0.range.start, strength: 1)
    }
    let segments = try Segmenter(.scenes).segments(
      of: TimeRange(Timestamp(0, second), upTo: Timestamp(45000, second)),
      candidates: cuts + SceneJoiner().borders(of: looks))
    #expect(segments.map(\.range.start.ticks) == [0, 25000, 40000])
    for segment in segments.dropFirst() {
      #expect(segment.start.candidates.map(\.kind).contains(.cut))
      guard case .candidate(let named) = segment.start.reason else {
        Issue.record("\(segment.start)")
        continue
      }
      #expect(named.kind == .scene)
    }
  }
}
