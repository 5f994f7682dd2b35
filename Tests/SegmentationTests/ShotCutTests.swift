import MediaTypes
import TestSupport
import Testing

@testable import Segmentation

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The cuts of a sequence, and every boundary that was looked at closely.
private func examined(
  _ frames: [PictureSignature]
) -> (cuts: [CutFinder.Candidate], evidence: [Int: CutEvidence]) {
  var measures = FrameMeasures()
  var finder = CutFinder(CutModel())
  var (cuts, evidence): ([CutFinder.Candidate], [Int: CutEvidence]) = ([], [:])
  var seen = 0
  func take(_ found: [CutFinder.Candidate]) {
    cuts += found
    while seen < finder.known {
      evidence[seen] = finder.evidence(seen)
      seen += 1
    }
  }
  for signature in frames {
    measures.append(signature)
    take(finder.advance(&measures, isLast: false))
  }
  take(finder.advance(&measures, isLast: true))
  return (cuts, evidence)
}

/// Three short views that move, of more and less contrast.
private func video(_ seed: Int) -> [PictureSignature] {
  var random = SplitMix64(seed: UInt64(seed))
  return signatures(
    (0..<3).flatMap { view in
      let scene = ShotScene(
        seed: UInt64(10 * seed + view), across: .random(in: 0...6, using: &random),
        contrast: .random(in: 0.1...1, using: &random))
      return scene.pictures(.random(in: 5...9, using: &random))
    })
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ShotCutTests {
  @Test func `a cut is found at the first frame of the new view`() {
    let views = (0..<4).map { ShotScene(seed: UInt64($0), across: Double($0 % 2)) }
    let found = examined(signatures(views.flatMap { $0.pictures(20) })).cuts
    #expect(found.map(\.frame) == [20, 40, 60])
    #expect(found.allSatisfy { $0.score > 1 })
  }

  @Test(arguments: 0..<3) func `every likely boundary is looked at, and scored as defined`(
    seed: Int
  ) throws {
    let frames = video(seed)
    let naive = NaiveCuts(frames)
    let found = examined(frames)
    let model = CutModel()
    for frame in 1..<frames.count {
      let prospect = naive.prospect(frame) ?? -100
      guard abs(prospect + 4.5) > 1e-3 else { continue }
      #expect((prospect > -4.5) == (found.evidence[frame] != nil), "\(frame): \(prospect)")
      guard let evidence = found.evidence[frame], evidence.returning != nil else { continue }
      #expect(abs(Double(evidence.score(model)) - naive.score(frame)) < 2e-3)
    }
    #expect(!found.evidence.isEmpty)
    for cut in found.cuts { #expect(cut.evidence == found.evidence[cut.frame]) }
  }

  @Test(arguments: 0..<8) func `blocks vote as defined`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    func blocks() -> Blocks<Float> {
      var blocks = Blocks<Float>(repeating: SIMD8())
      for row in 0..<6 {
        for column in 0..<8 {
          let isStill = Bool.random(using: &random)
          blocks[row][column] = isStill ? 0 : .random(in: 0...40, using: &random)
        }
      }
      return blocks
    }
    let (here, around) = (blocks(), (0..<seed).map { _ in blocks() })
    let votes = BlockVotes(here, around: around, floor: 0.5)
    let expected = (0..<48).map { block -> Double in
      let (row, column) = (block / 8, block % 8)
      let largest = around.map { Double($0[row][column]) }.max() ?? 0
      return log((Double(here[row][column]) + 0.5) / (largest + 0.5))
    }
    let mean = expected.map { max(-1, min(2, $0)) }.reduce(0, +) / 48
    #expect(abs(Double(votes.mean) - mean) < 1e-5)
    #expect(votes.voters == Float(expected.count { $0 > 0.2 }) / 48)
    #expect(abs(Double(votes.upper) - max(-2, min(3, expected.sorted()[36]))) < 1e-5)
  }

  @Test(arguments: [3, 5, 8]) func `a jump within a view is a cut`(jump: Int) {
    // A camera that stays, and half of the picture filled by something that moves slowly.
    let wall = ShotScene(seed: 20)
    let person = ShotScene(seed: 21, across: 0.2, down: 0.1)
    let pictures = (0..<60).map { frame in
      let moved = frame < 30 ? frame : frame + 40 * jump
      return wall.picture(0).composed(with: person.picture(moved)) { column, row in
        abs(column - 32 - (frame < 30 ? 0 : jump)) < 18 && row > 4
      }
    }
    #expect(examined(signatures(pictures)).cuts.map(\.frame) == [30])
  }
}
