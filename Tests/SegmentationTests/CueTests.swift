import MediaTypes
import TestSupport
import Testing

@testable import Segmentation

private func cues(_ pictures: [Picture]) -> [ShotCues] {
  var detector = ShotDetector()
  return (signatures(pictures).flatMap { detector.observe($0) } + detector.finish()).map(\.cues)
}

private func range(_ start: Int64, _ end: Int64) -> TimeRange {
  TimeRange(Timestamp(start, .milliseconds), upTo: Timestamp(end, .milliseconds))
}

@Suite(.timeLimit(.minutes(40)), .computing) struct CueTests {
  @Test(
    arguments: [
      (0, 0, .still), (0.75, 0, .pan), (-0.75, 0, .pan), (0, 0.5, .tilt),
    ] as [(Double, Double, ShotMotion.Kind)])
  func `a camera's move is named and measured`(
    across: Double, down: Double, kind: ShotMotion.Kind
  ) throws {
    let motion = try #require(
      cues(ShotScene(seed: 5, across: across, down: down).pictures(25)).first
    ).motion
    #expect(motion.kind == kind)
    #expect(abs(motion.across - 25 * across / 64) < 0.05)
    #expect(abs(motion.down - 25 * down / 36) < 0.08)
  }

  @Test func `shaking is handheld`() {
    let pictures = (0..<40).map { frame in
      ShotScene(seed: 5, across: 1).picture([0, 1, 2, 1, 2, 0, -2, -1, 1, -2][frame * 7 % 10])
    }
    #expect(cues(pictures).map(\.motion.kind) == [.handheld])
  }

  @Test func `coming nearer is a zoom`() {
    let wall = ShotScene(seed: 6).picture(0)
    let pictures = (0..<24).map { frame -> Picture in
      var picture = wall
      let scale = 1 - 0.012 * Double(frame)
      for place in 0..<2304 {
        let column = Int((31.5 + (Double(place % 64) - 31.5) * scale).rounded())
        let row = Int((17.5 + (Double(place / 64) - 17.5) * scale).rounded())
        picture.pixels[place] = wall.pixels[row * 64 + column]
      }
      return picture
    }
    let motion = cues(pictures).first?.motion
    #expect(motion?.kind == .zoom)
    #expect((motion?.expansion ?? 0) > 0.1)
  }

  @Test func `brightness and sharpness rise with what they measure`() throws {
    let flat = try #require(cues([.flat(64), .flat(64)]).first)
    let bright = try #require(cues([.flat(255), .flat(255)]).first)
    let sharp = try #require(cues(ShotScene(seed: 2).pictures(2)).first)
    #expect(abs(flat.brightness - 64.0 / 255) < 0.01 && bright.brightness == 1)
    #expect(flat.sharpness == 0 && sharp.sharpness > 0.02)
  }

  @Test func `the commonest colours are named with their shares`() throws {
    var picture = Picture.flat(0)
    for place in 0..<2304 where place % 64 < 16 {
      // Red in full-range BT.601.
      picture.pixels[place] = 76
      picture.pixels[2304 + place] = 85
      picture.pixels[4608 + place] = 255
    }
    let colours = try #require(cues([picture, picture]).first).colours
    #expect(colours.count == 2)
    #expect(colours[0].share == 0.75 && colours[1].share == 0.25)
    #expect(colours[0].red < 4 && colours[0].green < 4 && colours[0].blue < 4)
    #expect(colours[1].red > 245 && colours[1].green < 10 && colours[1].blue < 10)
  }

  @Test func `the best frame is sharp and near the middle`() throws {
    let scene = ShotScene(seed: 12)
    let pictures = scene.pictures(30).enumerated()
      .map { (12...14).contains($0) ? $1 : $1.mixed(with: .flat(128), 0.5) }
    var detector = ShotDetector()
    let shots = signatures(pictures).flatMap { detector.observe($0) } + detector.finish()
    #expect((12...14).contains(try #require(shots.first).bestFrame.ordinal))
  }

  @Test func `black stretches are found, and short ones are not`() {
    let black = [Picture](repeating: .flat(6), count: 10)
    let pictures = black + [.flat(90)] + black.prefix(3) + [.flat(90)] + black
    var finder = BlackFinder(shortest: 0.4)
    let found = signatures(pictures).compactMap { finder.observe($0) }
    #expect(found == [range(1000, 1400)])
    #expect(finder.finish() == range(1600, 2000))
  }

  @Test func `frozen stretches are found, and slow moves are not`() {
    let scene = ShotScene(seed: 1, across: 0.2)
    let still = [Picture](repeating: scene.picture(0), count: 12)
    let drift = (0..<60).map { Picture.flat(60).mixed(with: .flat(180), Double($0) / 60) }
    var finder = FreezeFinder(shortest: 0.4)
    let found = signatures(drift + still + drift).compactMap { finder.observe($0) }
    #expect(found == [range(3400, 3880)])
    #expect(finder.finish() == nil)
  }

  @Test func `silence is found, and what was not measured is none`() {
    var finder = SilenceFinder(shortest: 0.2, loudest: -40)
    let levels: [Double] = [-20, -60, -.infinity, -41, -39, -50, .nan, -80, -80]
    let found = levels.enumerated().compactMap { place, rms in
      finder.observe(range(Int64(place) * 100, Int64(place + 1) * 100), rms: rms)
    }
    #expect(found == [range(100, 400)])
    #expect(finder.finish() == range(700, 900))
  }

  @Test func `loudness is the mean of power`() throws {
    var sum = LoudnessSum()
    #expect(sum.rms == nil)
    sum.add(range(0, 100), rms: -20)
    sum.add(range(100, 200), rms: -.infinity)
    sum.add(range(200, 300), rms: .nan)
    #expect(abs(try #require(sum.rms) + 23.01) < 0.01)
  }
}
