import MediaTypes
import TestSupport
import Testing

@testable import Segmentation

/// The ways in which one view slides in for another.
enum Slide: CaseIterable {
  case pushLeft, pushRight, pushUp, pushDown, coverLeft, uncoverUp, uncoverRight
}

extension Picture {
  /// This picture with so much of the other slid in, of 1.
  func slid(to other: Picture, _ share: Double, _ slide: Slide) -> Picture {
    var slid = self
    for place in pixels.indices {
      let (plane, row, column) = (place / 2304 * 2304, place % 2304 / 64, place % 64)
      let (across, down) = (Int((64 * share).rounded()), Int((36 * share).rounded()))
      var (x, y, isNew) = (column, row, false)
      switch slide {
      case .pushLeft: (x, isNew) = ((column + across) % 64, column + across >= 64)
      case .pushRight: (x, isNew) = ((column - across + 64) % 64, column < across)
      case .pushUp: (y, isNew) = ((row + down) % 36, row + down >= 36)
      case .pushDown: (y, isNew) = ((row - down + 36) % 36, row < down)
      case .coverLeft:
        isNew = column + across >= 64
        if isNew { x = column + across - 64 }
      case .uncoverUp:
        isNew = row + down >= 36
        if !isNew { y = row + down }
      case .uncoverRight:
        isNew = column < across
        if !isNew { x = column - across }
      }
      slid.pixels[place] = (isNew ? other : self).pixels[plane + y * 64 + x]
    }
    return slid
  }
}

private let views = [ShotScene(seed: 81, across: 0.05), ShotScene(seed: 82, across: 0.1)]

/// What is found where one view goes over into another in so many frames, between 26 frames of either.
private func found(
  _ length: Int, _ mix: (Picture, Picture, Double) -> Picture
) -> [(kind: Transition.Kind, ordinals: Range<Int>)] {
  found(
    views[0].pictures(26)
      + (0..<length).map { frame in
        let share = Double(frame + 1) / Double(length + 1)
        return mix(views[0].picture(26 + frame), views[1].picture(frame - length), share)
      } + views[1].pictures(26))
}

private func found(_ pictures: [Picture]) -> [(kind: Transition.Kind, ordinals: Range<Int>)] {
  var detector = ShotDetector()
  let shots = signatures(pictures).flatMap { detector.observe($0) } + detector.finish()
  return shots.compactMap(\.closing).map { ($0.kind, $0.ordinals) }
}

/// Whether there is one transition of the kind, about where it was made.
private func isOne(
  _ found: [(kind: Transition.Kind, ordinals: Range<Int>)], _ kind: Transition.Kind, _ length: Int
) -> Bool {
  guard found.count == 1, found[0].kind == kind else { return false }
  let margin = 3 + length / 4
  return abs(found[0].ordinals.lowerBound - 26) <= margin
    && abs(found[0].ordinals.upperBound - 26 - length) <= margin
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ShotGradualTests {
  @Test(arguments: [5, 25]) func `a dissolve is found`(length: Int) {
    #expect(isOne(found(length) { $0.mixed(with: $1, $2) }, .dissolve, length))
  }

  @Test func `a dissolve of dark pictures is found`() {
    let length = 12
    let dark = { (picture: Picture) in picture.mixed(with: .flat(10), 0.8) }
    let pictures = found(
      views[0].pictures(26).map(dark)
        + (0..<length).map { frame in
          let share = Double(frame + 1) / Double(length + 1)
          return dark(views[0].picture(26 + frame).mixed(with: views[1].picture(frame), share))
        } + views[1].pictures(26, from: length).map(dark))
    #expect(isOne(pictures, .dissolve, length))
  }

  @Test func `a dissolve between black bars is found`() {
    let barred = { (picture: Picture) in
      Picture.flat(0).composed(with: picture) { _, row in (5..<31).contains(row) }
    }
    let pictures =
      views[0].pictures(26)
      + (0..<12).map { frame in
        views[0].picture(26 + frame)
          .mixed(with: views[1].picture(frame - 12), Double(frame + 1) / 13)
      } + views[1].pictures(26)
    #expect(isOne(found(pictures.map(barred)), .dissolve, 12))
  }

  @Test(
    arguments: zip(["left", "down", "diagonal", "iris"], [8, 20, 12, 20]))
  func `a wipe is found`(direction: String, length: Int) {
    let made = found(length) { a, b, share in
      a.composed(with: b) { column, row in
        let (x, y) = (Double(column) / 63, Double(row) / 35)
        switch direction {
        case "left": return x > 1 - share
        case "down": return y < share
        case "diagonal": return (x + y) / 2 < share
        default: return max(abs(x - 0.5), abs(y - 0.5)) < share / 2
        }
      }
    }
    #expect(isOne(made, .wipe, length), "\(made)")
  }

  @Test(arguments: zip([Slide.pushLeft, .pushDown, .coverLeft, .uncoverUp], [20, 16, 20, 14]))
  func `a slide is found`(slide: Slide, length: Int) {
    let made = found(length) { $0.slid(to: $1, $2, slide) }
    #expect(isOne(made, .push, length), "\(made)")
  }

  @Test(arguments: [0, 255] as [UInt8]) func `a fade through a colour is found`(colour: UInt8) {
    let made = found(24) { a, b, share in
      share < 0.5
        ? a.mixed(with: .flat(colour), 2 * share) : b.mixed(with: .flat(colour), 2 - 2 * share)
    }
    #expect(isOne(made, .fadeThrough, 24), "\(made)")
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ShotGradualDisturbanceTests {
  @Test(arguments: [0.5, 2.5]) func `a pan is no transition`(speed: Double) {
    #expect(found(ShotScene(seed: 83, across: speed, down: speed / 3).pictures(70)).isEmpty)
  }

  @Test func `a pan that starts and stops is no transition`() {
    let scene = ShotScene(seed: 84, across: 1.5)
    let places = [Int](repeating: 0, count: 20) + (1...30) + [Int](repeating: 30, count: 20)
    #expect(found(places.map { scene.picture($0) }).isEmpty)
  }

  @Test(arguments: [0.004, 0.012]) func `a zoom is no transition`(speed: Double) {
    let picture = ShotScene(seed: 85).picture(0)
    let zoomed = (0..<60).map { frame in
      var zoomed = picture
      let scale = 1 / (1 + speed * Double(frame))
      for place in 0..<2304 {
        let x = 32 + Int((Double(place % 64 - 32) * scale).rounded())
        let y = 18 + Int((Double(place / 64 - 18) * scale).rounded())
        zoomed.pixels[place] = picture.pixels[y * 64 + x]
      }
      return zoomed
    }
    #expect(found(zoomed).isEmpty)
  }

  @Test func `light that changes slowly is no transition`() {
    let pictures = views[0].pictures(70).enumerated()
      .map { $1.mixed(with: .flat(220), 0.5 * max(0, min(1, Double($0 - 15) / 40))) }
    #expect(found(pictures).isEmpty)
  }

  @Test(arguments: [1, 3]) func `an object that crosses is no transition`(speed: Int) {
    let object = ShotScene(seed: 86).picture(0)
    let pictures = views[0].pictures(speed == 1 ? 100 : 50).enumerated()
      .map { frame, picture in
        picture.composed(with: object) { column, row in
          (frame * speed - 30..<frame * speed - 6).contains(column) && (8..<30).contains(row)
        }
      }
    #expect(found(pictures).isEmpty)
  }

  @Test func `a flash that fades away slowly is no transition`() {
    let pictures = views[0].pictures(60).enumerated()
      .map { frame, picture in
        let share = frame < 25 ? 0 : 1 - max(0, Double(frame - 26) / 8)
        return picture.mixed(with: .flat(255), max(0, share))
      }
    #expect(found(pictures).isEmpty)
  }

  @Test func `flicker is no transition`() {
    let pictures = views[0].pictures(60).enumerated()
      .map { $1.mixed(with: .flat(0), $0 % 6 < 3 ? 0 : 0.35) }
    #expect(found(pictures).isEmpty)
  }

  @Test(arguments: [0, 60] as [UInt8]) func `a title that fades in is no transition`(card: UInt8) {
    let title = ShotScene(seed: 87).picture(0)
    let pictures = (0..<65).map { frame in
      let share = max(0, min(1, Double(frame - 22) / 15))
      let letters = Picture.flat(card)
        .composed(with: title) { column, row in
          (18..<46).contains(column) && (14..<22).contains(row)
        }
      return Picture.flat(card).mixed(with: letters, share)
    }
    #expect(found(pictures).isEmpty)
  }

  @Test func `a title that fades in over a picture is no transition`() {
    let title = ShotScene(seed: 88).picture(0)
    let pictures = views[0].pictures(65).enumerated()
      .map { frame, picture in
        let letters = picture.composed(with: title) { column, row in
          (18..<46).contains(column) && (14..<22).contains(row)
        }
        return picture.mixed(with: letters, max(0, min(1, Double(frame - 22) / 15)))
      }
    #expect(found(pictures).isEmpty)
  }
}
