import MediaTypes
import TestSupport
import Testing

@testable import Segmentation

/// The kinds and ordinals of a sequence's transitions.
private func transitions(_ pictures: [Picture]) -> [String] {
  var detector = ShotDetector()
  let shots = signatures(pictures).flatMap { detector.observe($0) } + detector.finish()
  return shots.compactMap(\.closing).map { "\($0.kind.rawValue) \($0.ordinals)" }
}

private let view = ShotScene(seed: 7)
private let other = ShotScene(seed: 8)

/// The view, with some of its frames changed.
private func disturbed(_ frames: Range<Int>, _ change: (Picture) -> Picture) -> [Picture] {
  view.pictures(40).enumerated().map { frames.contains($0) ? change($1) : $1 }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ShotDisturbanceTests {
  @Test(arguments: [1, 2, 3]) func `a flash is no cut`(length: Int) {
    #expect(transitions(disturbed(20..<20 + length) { $0.mixed(with: .flat(255), 0.8) }) == [])
  }

  @Test func `a white frame is no cut`() {
    #expect(transitions(disturbed(20..<21) { _ in .flat(255) }) == [])
  }

  @Test func `a foreign frame is no cut`() {
    #expect(transitions(disturbed(20..<21) { _ in other.picture(0) }) == [])
  }

  @Test func `an overlay that comes and goes is no cut`() {
    let pictures = disturbed(15..<30) {
      $0.composed(with: other.picture(0)) { column, row in column > 40 && row > 20 }
    }
    #expect(transitions(pictures) == [])
  }

  @Test func `light that goes up at once is no cut`() {
    #expect(transitions(disturbed(20..<40) { $0.mixed(with: .flat(255), 0.4) }) == [])
  }

  @Test func `strobing is no row of cuts`() {
    let pictures = view.pictures(40).enumerated()
      .map { $0 / 2 % 2 == 0 ? $1 : $1.mixed(with: .flat(255), 0.6) }
    #expect(transitions(pictures) == [])
  }

  @Test(arguments: [2.0, 5]) func `a fast pan is no cut`(speed: Double) {
    #expect(transitions(ShotScene(seed: 9, across: speed).pictures(40)) == [])
  }

  @Test(arguments: [2, 3]) func `repeated frames do not hide a cut`(times: Int) {
    let scenes = [ShotScene(seed: 10, across: 1), ShotScene(seed: 11, across: 1)]
    let pictures = scenes.flatMap { scene in
      scene.pictures(12).flatMap { [Picture](repeating: $0, count: times) }
    }
    #expect(transitions(pictures) == ["cut \(12 * times)..<\(12 * times)"])
  }

  @Test func `a black frame between two views is one cut`() {
    let found = transitions(view.pictures(20) + [.flat(0)] + other.pictures(20))
    #expect(found.count == 1 && found.first?.hasPrefix("cut 2") == true)
  }

  @Test func `a view blended for one frame is one cut`() {
    let blend = view.picture(20).mixed(with: other.picture(0), 0.5)
    let found = transitions(view.pictures(20) + [blend] + other.pictures(20))
    #expect(found == ["cut 20..<20"] || found == ["cut 21..<21"])
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ShotFadeTests {
  private static func ramp(_ scene: ShotScene, _ length: Int, isOut: Bool) -> [Picture] {
    (0..<length).map { frame in
      let share = Double(isOut ? frame + 1 : length - frame) / Double(length)
      return scene.picture(frame).mixed(with: .flat(0), share)
    }
  }

  @Test(arguments: [8, 20]) func `a fade through black is one transition`(length: Int) {
    let pictures =
      view.pictures(24) + Self.ramp(view, length, isOut: true)
      + [Picture](repeating: .flat(0), count: 4)
      + Self.ramp(other, length, isOut: false) + other.pictures(24)
    var detector = ShotDetector()
    let shots = signatures(pictures).flatMap { detector.observe($0) } + detector.finish()
    let found = shots.compactMap(\.closing)
    #expect(found.map(\.kind) == [.fadeThrough])
    for transition in found {
      #expect(abs(transition.ordinals.lowerBound - 24) <= 2)
      #expect(abs(transition.ordinals.upperBound - 28 - 2 * length) <= 2)
      let border = (transition.ordinals.lowerBound + transition.ordinals.upperBound) / 2
      #expect(shots.last?.ordinals.lowerBound == border)
    }
  }

  @Test func `a long rest in black parts the fades`() {
    let pictures =
      view.pictures(20) + Self.ramp(view, 10, isOut: true)
      + [Picture](repeating: .flat(0), count: 40)
      + Self.ramp(other, 10, isOut: false) + other.pictures(20)
    let found = transitions(pictures)
    #expect(found.count == 2)
    #expect(found.first?.hasPrefix("fade_out") == true)
    #expect(found.last?.hasPrefix("fade_in") == true)
  }

  @Test func `a cut to black is a cut`() {
    let found = transitions(view.pictures(20) + [Picture](repeating: .flat(0), count: 20))
    #expect(found == ["cut 20..<20"])
  }
}
