import MediaTypes
import TestSupport
import Testing

@testable import Segmentation

/// A made-up video: views, joined by chance in every way, with frames of uneven length.
private func video(_ seed: Int) -> [PictureSignature] {
  var random = SplitMix64(seed: UInt64(seed))
  var pictures: [Picture] = []
  for _ in 0..<Int.random(in: 1...4, using: &random) {
    let scene = ShotScene(
      seed: random.next(), across: .random(in: 0...0.3, using: &random),
      contrast: .random(in: 0.2...1, using: &random))
    let views = scene.pictures(.random(in: 1...25, using: &random))
    let last = pictures.last ?? .flat(0)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: pictures += (1...6).map { last.mixed(with: views[0], Double($0) / 7) }
    case 1:
      pictures += (1...8).map { last.mixed(with: .flat(0), Double($0) / 8) }
      pictures += (1...8).map { Picture.flat(0).mixed(with: views[0], Double($0) / 8) }
    case 2: pictures += [Picture](repeating: .flat(.random(in: 0...255, using: &random)), count: 5)
    default: break
    }
    pictures += views
  }
  let durations = (0..<7).map { _ in Int64.random(in: 1...90, using: &random) }
  return signatures(pictures, durations: durations)
}

private func shots(
  _ frames: [PictureSignature], sensitivity: Double = 0.5, shortest: Ratio = 0
) -> [Shot] {
  var detector = ShotDetector(sensitivity: sensitivity, shortestShot: shortest)
  return frames.flatMap { detector.observe($0) } + detector.finish()
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ShotLawTests {
  @Test(arguments: 0..<(TestSize.isLong ? 10 : 5)) func `shots tile the video`(seed: Int) throws {
    let frames = video(seed)
    let settings: [(Double, Ratio)] = [(0.5, 0), (1, 0), (0.5, 0.4)]
    for (sensitivity, shortest) in TestSize.isLong ? settings : [settings[seed % 3]] {
      let found = shots(frames, sensitivity: sensitivity, shortest: shortest)
      #expect(found.first?.range.start == frames.first?.range.start)
      #expect(found.last?.range.end == frames.last?.range.end)
      #expect(found.flatMap { Array($0.ordinals) } == Array(frames.indices))
      for (shot, next) in zip(found, found.dropFirst()) {
        #expect(shot.range.end == next.range.start && shot.closing == next.opening)
        let border = try #require(next.opening)
        #expect(next.range.start == frames[next.ordinals.lowerBound].range.start)
        #expect(border.range.start <= next.range.start && next.range.start <= border.range.end)
        #expect((0...1).contains(border.confidence))
      }
      #expect(found.first?.opening == nil && found.last?.closing == nil)
      for shot in found {
        #expect(shot.ordinals.contains(shot.bestFrame.ordinal))
        #expect(shot.bestFrame.timestamp == frames[shot.bestFrame.ordinal].range.start)
        if found.count > 1 { #expect(shot.range.seconds >= shortest.value) }
      }
    }
  }

  @Test(arguments: 0..<3) func `the same frames give the same shots`(seed: Int) {
    let frames = video(seed)
    #expect(shots(frames) == shots(frames))
  }

  @Test func `a shot is given soon after its end`() throws {
    let views = [ShotScene(seed: 1), ShotScene(seed: 2)]
    let still = views.map { [Picture](repeating: $0.picture(0), count: 300) }
    var detector = ShotDetector()
    var given: Int?
    for (place, frame) in signatures(still[0] + still[1]).enumerated() {
      if !detector.observe(frame).isEmpty, given == nil { given = place }
    }
    #expect(try #require(given) < 300 + 240)
  }

  @Test func `what follows long after a fade does not change it`() {
    let views = [(60.0, 0.3), (190, 0.3), (128, 1)].enumerated()
      .map { ShotScene(seed: UInt64(90 + $0), contrast: $1.1, middle: $1.0).picture(0) }
    let wipe = (1...12).map { frame in
      views[0].composed(with: views[1]) { column, _ in column < frame * 64 / 13 }
    }
    let fade = [(views[1], 0.1...1), (views[2], -0.8...0)].flatMap { view, shares in
      (0..<10).map { view.mixed(with: .flat(0), abs(shares.lowerBound + 0.1 * Double($0))) }
    }
    let start = [Picture](repeating: views[0], count: 30) + wipe + fade
    let found = [40, 240].map { count in
      var finder = TransitionFinder(ShotModel())
      let frames = signatures(start + [Picture](repeating: views[2], count: count))
      return frames.flatMap { finder.observe($0) } + finder.finish()
    }
    #expect(found[0] == found[1])
    #expect(found[0].map(\.kind) == [.fadeThrough])
  }

  @Test func `more sensitivity finds no fewer cuts`() {
    let weak = [0, 1, 2].map { ShotScene(seed: UInt64(60 + $0), contrast: 0.08) }
    let frames = signatures(weak.flatMap { $0.pictures(14) })
    let counts = [0, 0.25, 0.5, 0.75, 1].map { shots(frames, sensitivity: $0).count }
    #expect(counts == counts.sorted())
  }
}
