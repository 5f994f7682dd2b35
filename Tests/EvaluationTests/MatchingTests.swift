import Evaluation
import FoundationEssentials
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct MatchingTests {
  private func match(
    cuts: [Int] = [], graduals: [ClosedRange<Int>] = [], unclear: [ClosedRange<Int>] = [],
    covered: Int? = nil, _ detections: [ClosedRange<Int>], tolerance: Int = 1
  ) -> Matching {
    let clip = AnnotatedClip(
      file: "a.mp4", cuts: cuts, graduals: graduals.map { .init($0, "dissolve") }, unclear: unclear,
      covered: covered)
    return Matching(clip, detections, tolerance: tolerance)
  }

  @Test(arguments: 0...2)
  func `a cut is found within the tolerance`(offset: Int) {
    for tolerance in 0...1 {
      let matching = match(cuts: [50], [50 + offset...50 + offset], tolerance: tolerance)
      #expect(matching.cuts.count == (offset <= tolerance ? 1 : 0))
      #expect(matching.falseAlarms.count == (offset <= tolerance ? 0 : 1))
    }
  }

  @Test func `one detection finds one cut, the nearest`() {
    let matching = match(cuts: [50, 52], [51...51, 52...52])
    #expect(matching.cuts.map(\.cut) == [50, 52])
    #expect(matching.cuts.map(\.detection) == [51...51, 52...52])
    let single = match(cuts: [50, 52], [51...51])
    #expect(single.cuts.count == 1 && single.missedCuts.count == 1)
    let double = match(cuts: [50], [50...50, 51...51])
    #expect(double.cuts.map(\.detection) == [50...50])
    #expect(double.falseAlarms == [51...51])
  }

  @Test func `a wide detection is no cut`() {
    let matching = match(cuts: [50], [30...50])
    #expect(matching.missedCuts == [50])
    #expect(matching.falseAlarms == [30...50])
  }

  @Test func `what touches a gradual change finds it, and more of it is not false`() {
    let matching = match(graduals: [100...120], [97...98, 99...99, 105...118, 121...121])
    #expect(matching.graduals.map(\.detection) == [105...118])
    #expect(matching.falseAlarms == [97...98])
  }

  @Test func `what lies where it is unclear counts for nothing`() {
    let matching = match(
      unclear: [10...12, 40...40], covered: 90, [13...13, 40...40, 60...60, 95...95])
    #expect(matching.falseAlarms == [60...60])
  }

  @Test func `annotations are read`() throws {
    let text = """
      {"file": "x/y.mp4", "frames": 99, "cuts": [9, 4], "gradual": [[20, 30, "wipe"]],
       "ambiguous": [7, [50, 52]], "covers": 80, "notes": "none"}
      """
    let clip = try JSONDecoder().decode(AnnotatedClip.self, from: Data(text.utf8))
    let expected = AnnotatedClip(
      file: "x/y.mp4", cuts: [4, 9], graduals: [.init(20...30, "wipe")], unclear: [7...7, 50...52],
      covered: 80)
    #expect(clip == expected)
  }

  @Test(arguments: [
    #"{"file": "a", "cuts": [1], "gradual": [[30, 20, "wipe"]]}"#, #"{"cuts": [1]}"#,
    #"{"file": "a", "cuts": ["x"]}"#,
  ])
  func `broken annotations are refused`(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(AnnotatedClip.self, from: Data(text.utf8))
    }
  }

  @Test func `a score sums clips up`() {
    var score = Score()
    #expect(score.f1 == 1 && score.meanOffset == nil)
    score.add(match(cuts: [10, 20, 30, 40], [10...10, 21...21, 30...30, 77...77]))
    score.add(match(graduals: [100...119], [100...109]))
    #expect(score.precision == 0.75 && score.recall == 0.75 && score.f1 == 0.75)
    #expect(abs(score.f1OfAll - 0.8) < 1e-12)
    #expect(score.meanOffset == 1.0 / 3)
    #expect(score.meanOverlap == 0.5)
  }
}
