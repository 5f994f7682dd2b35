import MediaTypes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct SortedPlaceTests {
  @Test(arguments: 0..<100) func `the place is the first that counting finds`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let numbers = (0..<Int.random(in: 0...30, using: &random))
      .map { _ in Int.random(in: 0...20, using: &random) }.sorted()
    let part = numbers[(numbers.count / 3)...]
    for limit in -1...21 {
      #expect(part.firstPlace { $0 >= limit } == part.firstIndex { $0 >= limit } ?? part.endIndex)
      #expect(part.firstPlace { $0 > limit } == part.firstIndex { $0 > limit } ?? part.endIndex)
    }
  }

  @Test func `few elements are looked at`() {
    var looks = 0
    let place = (0..<1_000_000).firstPlace { number in
      looks += 1
      return number >= 777_777
    }
    #expect(place == 777_777 && looks <= 20)
  }
}
