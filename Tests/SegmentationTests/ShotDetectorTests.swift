import MediaTypes
import TestSupport
import Testing

@testable import Segmentation

/// The shots of a sequence.
private func shots(_ pictures: [Picture], durations: [Int64] = []) -> [Shot] {
  var detector = ShotDetector()
  return signatures(pictures, durations: durations).flatMap { detector.observe($0) }
    + detector.finish()
}

/// What the transitions of a sequence are, by ordinals.
private func transitions(_ pictures: [Picture]) -> [(kind: Transition.Kind, ordinals: Range<Int>)] {
  shots(pictures).compactMap(\.closing).map { ($0.kind, $0.ordinals) }
}

private let views = (0..<6).map { ShotScene(seed: UInt64(40 + $0), across: 0.05 * Double($0)) }

/// One view going over into the next in so many frames, between 40 frames of either.
private func joined(_ length: Int, _ mix: (Picture, Picture, Double) -> Picture) -> [Picture] {
  let (a, b) = (views[0], views[1])
  return a.pictures(40)
    + (0..<length).map { frame in
      mix(
        a.picture(40 + frame), b.picture(frame - length), Double(frame + 1) / Double(length + 1))
    } + b.pictures(40)
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ShotDetectorTests {
  @Test func `nothing gives no shots, and one frame one`() {
    #expect(shots([]).isEmpty)
    let single = shots([views[0].picture(0)])
    #expect(single.map(\.ordinals) == [0...0])
    #expect(single[0].range.seconds == 0.04)
  }

  @Test func `cuts are found on the exact frame`() {
    let found = shots(views.prefix(4).flatMap { $0.pictures(16) })
    #expect(found.map(\.ordinals) == (0..<4).map { 16 * $0...16 * $0 + 15 })
    #expect(found.compactMap(\.closing).allSatisfy { $0.kind == .cut && $0.confidence > 0.8 })
    #expect(found.compactMap(\.closing).map(\.range.start) == found.dropFirst().map(\.range.start))
  }

  @Test(arguments: [6, 12, 25]) func `a dissolve is one transition`(length: Int) throws {
    let found = transitions(joined(length) { $0.mixed(with: $1, $2) })
    let only = try #require(found.first)
    #expect(found.count == 1 && only.kind == .dissolve)
    #expect(abs(only.ordinals.lowerBound - 40) <= 2 + length / 8)
    #expect(abs(only.ordinals.upperBound - 40 - length) <= 2 + length / 8)
  }

  @Test(arguments: [8, 20]) func `a wipe is one transition`(length: Int) throws {
    let found = transitions(
      joined(length) { a, b, share in
        a.composed(with: b) { column, _ in Double(column) < 64 * share }
      })
    let only = try #require(found.first)
    #expect(found.count == 1 && only.kind == .wipe)
    #expect(abs(only.ordinals.lowerBound - 40) <= length / 2)
    #expect(abs(only.ordinals.upperBound - 40 - length) <= length / 2)
  }
}
