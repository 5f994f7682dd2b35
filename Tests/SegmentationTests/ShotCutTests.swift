import MediaTypes
import TestSupport
import Testing

@testable import Segmentation

/// The cuts of a sequence.
private func candidates(_ pictures: [Picture]) -> [CutFinder.Candidate] {
  var frames = FrameMeasures()
  var finder = CutFinder(ShotModel().cuts)
  var found: [CutFinder.Candidate] = []
  for signature in signatures(pictures) {
    frames.append(signature)
    found += finder.advance(&frames, isLast: false)
  }
  return found + finder.advance(&frames, isLast: true)
}

private func cuts(_ pictures: [Picture]) -> [Int] {
  candidates(pictures).filter(\.isCut).map(\.frame)
}

@Suite(.timeLimit(.minutes(2))) struct ShotCutTests {
  @Test func `a cut is found at the first frame of the new view`() {
    let views = (0..<4).map { ShotScene(seed: UInt64($0), across: Double($0 % 2)) }
    #expect(cuts(views.flatMap { $0.pictures(20) }) == [20, 40, 60])
  }

  @Test(arguments: 0..<4) func `no score that counts is skipped`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    var pictures: [Picture] = []
    for view in 0..<3 {
      let scene = ShotScene(
        seed: UInt64(10 * seed + view), across: .random(in: 0...6, using: &random),
        contrast: .random(in: 0.1...1, using: &random))
      pictures += scene.pictures(.random(in: 5...10, using: &random))
    }
    let naive = NaiveShots.scores(signatures(pictures))
    let expected = naive.indices.filter { frame in
      guard let score = naive[frame], score > -0.5 else { return false }
      let nearby = max(0, frame - 2)...min(naive.count - 1, frame + 2)
      return nearby.allSatisfy { naive[$0] ?? -50 <= score }
    }
    let found = candidates(pictures)
    #expect(found.map(\.frame) == expected)
    for candidate in found {
      #expect(abs(Double(candidate.score) - (try #require(naive[candidate.frame]))) < 1e-3)
    }
  }
}
