import MediaTypes
import TestSupport
import Testing

@testable import Segmentation

/// The frames of a view that goes over into another in one of several ways, by seed.
private func course(_ seed: Int, _ count: Int) -> [PictureSignature] {
  var random = SplitMix64(seed: UInt64(seed))
  let views = (0..<2).map { _ in
    ShotScene(seed: random.next(), across: .random(in: 0...0.4, using: &random))
  }
  let pictures = (0..<count).map { frame in
    let (a, b) = (views[0].picture(frame), views[1].picture(frame))
    let share = Double(frame) / Double(count - 1)
    switch seed % 3 {
    case 0: return a.mixed(with: b, share)
    case 1: return a.composed(with: b) { column, row in Double(column + row) < 100 * share }
    default: return a.slid(to: b, share, Slide.allCases[seed % Slide.allCases.count])
    }
  }
  return signatures(pictures)
}

@Suite(.timeLimit(.minutes(40)), .computing) struct GradualFigureTests {
  @Test(arguments: 0..<7) func `slides are found where trying every one finds them`(seed: Int) {
    let frames = course(seed, 9)
    let search = SlideSearch(from: frames[0], to: frames[8])
    for place in [5] {
      let found = search.fit(frames[place], noise: 0.25)
      let naive = NaiveGraduals.slide(frames[place], frames[0], frames[8])
      #expect(found.slide == naive.slide && found.way == naive.way)
      let without = [frames[0], frames[8]].map { end in
        stride(from: 0, to: 36, by: 2).reduce(0) { sum, row in
          (0..<64).reduce(sum) {
            $0 + abs(NaiveShots.luma(frames[place], $1, row) - NaiveShots.luma(end, $1, row))
          }
        }
      }
      let share = Double(naive.error) / (Double(min(without[0], without[1])) + 576)
      #expect(abs(Double(found.error) - share) < 1e-4)
    }
  }

  @Test(arguments: 0..<6) func `cells go over when they are defined to`(seed: Int) {
    let frames = course(seed, 12)
    let features = frames.map { SignatureFeatures($0) }
    let front = CellFront(
      of: Array(features[1..<11]), from: features[0], to: features[11], least: 8)
    let naive = NaiveGraduals.front(Array(frames[1..<11]), frames[0], frames[11])
    let found = [front.softness, front.falling, front.spread, front.line]
    for (value, expected) in zip(found, naive) { #expect(abs(Double(value) - expected) < 1e-3) }
  }

  @Test func `a wipe shows a line, and a dissolve none`() {
    let fronts = [0, 1].map { seed in
      let features = course(seed, 20).map { SignatureFeatures($0) }
      return CellFront(
        of: Array(features[1..<19]), from: features[0], to: features[19], least: 8)
    }
    #expect(fronts[0].softness > 0.12 && fronts[0].spread < 0.1)
    #expect(fronts[1].softness < 0.08 && fronts[1].spread > 0.15 && fronts[1].line > 0.9)
  }

  @Test func `a slide that goes on is followed, and nothing else`() {
    let model = GradualModel()
    for slide in Slide.allCases {
      let (a, b) = (ShotScene(seed: 71).picture(0), ShotScene(seed: 72).picture(0))
      let steps = [0, 0.25, 0.5, 0.75, 1]
      let frames = signatures(steps.map { a.slid(to: b, $0, slide) })
      let search = SlideSearch(from: frames[0], to: frames[4])
      let course = SlideCourse(search, Array(frames[1...3]), model)
      #expect(course.map { $0.mostError < 0.1 && $0.unevenness < 0.03 } == true, "\(slide)")
      #expect(SlideCourse(search, frames[1...3].reversed(), model) == nil)
      let mixed = signatures(steps.map { a.mixed(with: b, $0) })
      #expect(SlideCourse(search, Array(mixed[1...3]), model) == nil)
    }
  }

  @Test func `a pan is told from a push`() {
    let scene = ShotScene(seed: 74, across: 1)
    let (pan, push) = ([0, 30].map { scene.picture($0) }, [scene, ShotScene(seed: 75)])
    let ends = [signatures(pan), signatures(push.map { $0.picture(0) })]
    let found = ends.map { SlideSearch(from: $0[0], to: $0[1]).isPan(0, share: 0.5) }
    #expect(found == [true, false])
  }

  @Test func `every input has its weight, and bounds are never less than scores`() {
    #expect(GradualWeights.early.count == GradualInputs.Group.early.places.count + 1)
    #expect(GradualWeights.all.count == GradualInputs.Group.slide.places.upperBound + 1)
    var random = SplitMix64(seed: 76)
    for _ in 0..<200 {
      var figures = GradualFigures()
      (figures.length, figures.change) = (.random(in: 4...86, using: &random), 9)
      figures.view = ViewDistance(
        structure: .random(in: 0.4...1.5, using: &random),
        decorrelation: .random(in: 0...1, using: &random),
        histogram: .random(in: 0...1, using: &random))
      figures.returnMargin = .random(in: -0.2...0.5, using: &random)
      figures.slide.mostError = .random(in: 0...0.75, using: &random)
      figures.slide.error = .random(in: 0...figures.slide.mostError, using: &random)
      let inputs = GradualInputs(figures)
      let exact = inputs.scores(GradualWeights.all, unknown: [])
      var groups: [GradualInputs.Group] = []
      for group in [.slide, .returning, .view] as [GradualInputs.Group] {
        groups.append(group)
        let most = inputs.scores(GradualWeights.all, unknown: groups)
        for kind in 0..<3 { #expect(most[kind] >= exact[kind] - 1e-3) }
      }
    }
  }

  @Test func `bars are left out of what views have in common`() {
    let views = [ShotScene(seed: 77), ShotScene(seed: 78)].map { $0.picture(0) }
    let barred = views.map { view in
      Picture.flat(0).composed(with: view) { _, row in (4..<31).contains(row) }
    }
    let frames = signatures(barred + views + [.flat(0)]).map { SignatureFeatures($0) }
    #expect(frames.map(\.letterbox.top) == [4, 4, 0, 0, 36])
    #expect(frames.map(\.letterbox.bottom) == [5, 5, 0, 0, 0])
    #expect(Letterbox.pictureRows(frames[0], frames[1]) == 1..<5)
    #expect(Letterbox.pictureRows(frames[0], frames[2]) == 0..<6)
    #expect(Letterbox.pictureRows(frames[4], frames[4]) == 0..<6)
    let model = GradualModel()
    let with = StructureMixture.correlation(frames[0], frames[1], model)
    let without = StructureEnds(frames[0], frames[1], rows: 1..<5, model).correlation
    #expect(with > 0.3 && abs(without) < with / 2)
  }

  @Test func `a picture fills its frame, and a title does not`() {
    let card = SignatureFeatures(signatures([.flat(0)])[0])
    let view = ShotScene(seed: 73).picture(0)
    let title = Picture.flat(0).composed(with: view) { column, row in
      (20..<44).contains(column) && (14..<22).contains(row)
    }
    let shares = signatures([view, title, .flat(0), .flat(60)])
      .map { FilledBlocks.share(of: SignatureFeatures($0), over: card, FadeModel()) }
    #expect(shares[0] == 1 && shares[1] < 0.3 && shares[2] == 0 && shares[3] == 1)
  }
}
