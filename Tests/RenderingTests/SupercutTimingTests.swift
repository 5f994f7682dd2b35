import MediaTypes
import TestSupport
import Testing

@testable import Rendering

@Suite(.timeLimit(.minutes(40))) struct SupercutTimingTests {
  private func ranges(_ lengths: [Int64]) -> [TimeRange] {
    lengths.map {
      TimeRange(Timestamp(1000, .milliseconds), upTo: Timestamp(1000 + $0, .milliseconds))
    }
  }

  @Test func `pieces of whole pictures have as many as in the source`() {
    let timing = SupercutTiming(ranges([400, 1000, 40]), rate: 25, longest: nil)
    #expect(timing.pictures == [0..<10, 10..<35, 35..<36])
    #expect(timing.samples(before: 36) == 69120)
    #expect(timing.middle(ofPicture: 3).value == 0.14)
  }

  @Test func `rounding never adds up`() throws {
    let rates: [Ratio] = [
      24, 25, 30, try #require(Ratio(30_000, 1001)), try #require(Ratio(24_000, 1001)),
    ]
    for seed in 1...200 {
      var random = SplitMix64(seed: UInt64(seed))
      let rate = rates[Int.random(in: 0..<rates.count, using: &random)]
      let lengths = (0..<Int.random(in: 1...30, using: &random)).map { _ in
        Int64.random(in: 1...5000, using: &random)
      }
      let timing = SupercutTiming(ranges(lengths), rate: rate, longest: nil)
      var (passed, last) = (Int64(0), 0)
      for (length, numbers) in zip(lengths, timing.pictures) {
        passed += length
        #expect(numbers.lowerBound == last)
        #expect(
          abs(Double(numbers.upperBound) / rate.value - Double(passed) / 1000) <= 0.5 / rate.value
            + 1e-9)
        last = numbers.upperBound
        let sound = Double(timing.samples(before: last)) / 48_000
        #expect(abs(sound - Double(last) / rate.value) < 1.0 / 48_000)
      }
    }
  }

  @Test func `a film is no longer than it may be`() {
    let timing = SupercutTiming(ranges([1000, 1000, 1000]), rate: 30, longest: 1.5)
    #expect(timing.pictures == [0..<30, 30..<45, 45..<45])
    #expect(timing.count == 45)
  }
}
