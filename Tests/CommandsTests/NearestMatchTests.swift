import TestSupport
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(40)), .computing) struct NearestMatchTests {
  @Test(arguments: [("", "", 0), ("a", "", 1), ("fps", "fsp", 1), ("kitten", "sitting", 3)])
  func `the distance counts changes`(a: String, b: String, distance: Int) {
    #expect(NearestMatch.distance(a, b) == distance)
    #expect(NearestMatch.distance(b, a) == distance)
  }

  @Test(arguments: [
    ("probe", "probe"), ("PROBE", "probe"), ("pobre", nil), ("porbe", "probe"), ("sh", "sheet"),
    ("s", nil), ("xyz", nil),
  ])
  func `only what is near is proposed`(word: String, match: String?) {
    #expect(NearestMatch.of(word, among: ["probe", "frames", "sheet"]) == match)
  }
}
