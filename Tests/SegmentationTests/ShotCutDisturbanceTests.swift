import MediaTypes
import TestSupport
import Testing

@testable import Segmentation

/// Where the shots of a sequence begin, its first one left out.
private func borders(_ pictures: [Picture]) -> [Int] {
  var detector = ShotDetector()
  let shots = signatures(pictures).flatMap { detector.observe($0) } + detector.finish()
  return shots.dropFirst().map(\.ordinals.lowerBound)
}

private let views = [ShotScene(seed: 70, across: 0.1), ShotScene(seed: 71, down: 0.1)]

/// The first view for 30 frames, then the second, or the first alone.
private func pictures(isCut: Bool) -> [Picture] {
  isCut ? views[0].pictures(30) + views[1].pictures(30) : views[0].pictures(60)
}

extension Picture {
  /// The picture with luma changed sample by sample.
  fileprivate func withLuma(_ change: (Double) -> Double) -> Picture {
    var picture = self
    for place in 0..<2304 {
      picture.pixels[place] = UInt8(max(0, min(255, change(Double(pixels[place])).rounded())))
    }
    return picture
  }

  /// Lines of light strokes in the lower third, as of text.
  fileprivate func withText(seed: UInt64) -> Picture {
    var random = SplitMix64(seed: seed)
    var picture = self
    for row in [24, 25, 28, 29] {
      for column in 8..<56 where Bool.random(using: &random) {
        picture.pixels[row * 64 + column] = 250
      }
    }
    return picture
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ShotCutDisturbanceTests {
  @Test(arguments: [4, 6, 9]) func `a long flash is no cut`(length: Int) {
    let flashed = pictures(isCut: false).enumerated().map { place, picture in
      (25..<25 + length).contains(place) ? picture.mixed(with: .flat(255), 0.85) : picture
    }
    #expect(borders(flashed) == [])
  }

  @Test func `another picture for some frames is no cut`() {
    let foreign = views[0].pictures(25) + views[1].pictures(6) + views[0].pictures(25, from: 31)
    #expect(borders(foreign) == [])
  }

  @Test(arguments: [true, false]) func `text that changes neither makes cuts nor hides them`(
    isCut: Bool
  ) {
    let titled = pictures(isCut: isCut).enumerated().map { place, picture in
      (8..<52).contains(place) ? picture.withText(seed: UInt64(place / 9)) : picture
    }
    #expect(borders(titled) == (isCut ? [30] : []))
  }

  @Test(arguments: [true, false]) func `noise neither makes cuts nor hides them`(isCut: Bool) {
    var random = SplitMix64(seed: 72)
    let noisy = pictures(isCut: isCut).map { picture in
      picture.withLuma { $0 + .random(in: -14...14, using: &random) }
    }
    #expect(borders(noisy) == (isCut ? [30] : []))
  }

  @Test(arguments: [true, false]) func `flicker neither makes cuts nor hides them`(isCut: Bool) {
    var random = SplitMix64(seed: 73)
    let flickering = pictures(isCut: isCut).map { picture in
      let gain = Double.random(in: 0.75...1, using: &random)
      return picture.withLuma { $0 * gain }
    }
    #expect(borders(flickering) == (isCut ? [30] : []))
  }

  @Test func `a shaking camera makes no cuts`() {
    var random = SplitMix64(seed: 74)
    let shaken = (0..<60).map { _ in
      ShotScene(
        seed: 75, across: .random(in: -5...5, using: &random),
        down: .random(in: -4...4, using: &random)
      ).picture(1)
    }
    #expect(borders(shaken) == [])
  }

  @Test(arguments: [2, 3]) func `held pictures with noise show one cut`(times: Int) {
    var random = SplitMix64(seed: 76)
    let held = (0..<36 / times).flatMap { frame in
      (0..<times).map { _ in
        views[frame < 18 / times ? 0 : 1].picture(3 * frame).withLuma {
          $0 + .random(in: -6...6, using: &random)
        }
      }
    }
    #expect(borders(held) == [18])
  }

  @Test func `light that goes down at once is no cut`() {
    let dimmed = pictures(isCut: false).enumerated().map { place, picture in
      place < 30 ? picture : picture.withLuma { $0 * 0.55 }
    }
    #expect(borders(dimmed) == [])
  }

  @Test func `a cut between two views of the same wall is found`() {
    let wall = ShotScene(seed: 77)
    let (near, far) = (ShotScene(seed: 77, across: 24), ShotScene(seed: 77, across: 24, down: 9))
    let joined = (0..<20).map { _ in wall.picture(0) } + (0..<20).map { _ in near.picture(1) }
    #expect(borders(joined + (0..<20).map { _ in far.picture(1) }) == [20, 40])
  }
}
