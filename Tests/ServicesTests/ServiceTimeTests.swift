import FoundationEssentials
import MediaTypes
import Services
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct ServiceTimeTests {
  @Test func `moments are written as Foundation writes them`() {
    var random = SplitMix64(seed: 20)
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    for _ in 0..<2000 {
      // From 1600, when Foundation's calendar is the Gregorian one, to 9999.
      let milliseconds = Int64.random(in: -11_676_096_000_000...253_402_300_799_999, using: &random)
      let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
      let text = ServiceTime(milliseconds: milliseconds).text
      // Foundation's seconds are binary numbers, and may fall short by a thousandth.
      let near = [0, 0.0005].map { style.format(date.addingTimeInterval($0)) }
      #expect(near.contains(text), "\(milliseconds)")
    }
  }

  @Test func `names are 24 digits, and other content has another`() {
    let names = Set((0..<5000).map { ContentName("\($0)").digits })
    #expect(names.count == 5000)
    #expect(names.allSatisfy { $0.count == 24 && $0.allSatisfy(\.isHexDigit) })
    // The hash of nothing is FNV-1a's published offset.
    #expect(ContentName("").digits == "6c62272e07bb014262b82175")
  }
}
