import MediaTypes
import TestSupport
import Testing

private let rounds = 0..<40

@Suite(.timeLimit(.minutes(40)), .computing) struct TimecodeTests {
  @Test(arguments: rounds) func `what is written is read back`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<50 {
      let milliseconds = Int64.random(in: 0...360_000_000, using: &random)
      let seconds = Ratio(milliseconds, 1000)
      let text = Timecode.text(Double(milliseconds) / 1000)
      #expect(Timecode(text)?.seconds == seconds, "\(text)")
      #expect(Timecode("-" + text)?.seconds == seconds.flatMap { Ratio(0).subtracting($0) })
    }
  }

  @Test(arguments: rounds) func `hours, minutes and seconds add up exactly`(seed: Int) {
    var random = SplitMix64(seed: 100 + UInt64(seed))
    for _ in 0..<50 {
      let hours = Int64.random(in: 0...9999, using: &random)
      let (minutes, seconds) = (random.next() % 60, random.next() % 60)
      let thousandths = Int64(random.next() % 1000)
      let fraction = String(String(1000 + thousandths).dropFirst())
      let total = ((hours * 60 + Int64(minutes)) * 60 + Int64(seconds)) * 1000 + thousandths
      #expect(
        Timecode("\(hours):\(minutes):\(seconds).\(fraction)")?.seconds == Ratio(total, 1000))
    }
  }

  @Test(
    arguments: [
      ("12.5", 25, 2), ("1:02", 62, 1), ("01:02:03.250", 14893, 4), ("0", 0, 1), ("90", 90, 1),
      ("3600", 3600, 1), ("100:00", 6000, 1), ("0:0:0", 0, 1), (".5", 1, 2), ("-1:30", -90, 1),
      ("0:59.999", 59999, 1000), ("-0", 0, 1), ("1:05.", 65, 1),
    ] as [(String, Int64, Int64)])
  func `times as people write them are read`(text: String, upper: Int64, lower: Int64) {
    #expect(Timecode(text)?.seconds == Ratio(upper, lower))
  }

  @Test(arguments: [
    "", "-", ":", "1:", ":1", "1:60", "1:60:00", "1:00:60", "1:-5", "1:+5", "--1", "1:2:3:4",
    "1.5:00", "1/2", "1:1/2", "a", "1:a", "1h", " 1", "1 ", "٣:00", "1:٣", "1;00", "1::2", "1e3",
    "nan", "9999999999:00", "+1", "0:59.99999999999999999999999999",
  ])
  func `anything else is refused`(text: String) { #expect(Timecode(text) == nil) }

  @Test(arguments: [
    "100:00:00.000000000000001", "999999999:59:59.999999999999999999", "999999999:00:00",
    "-999999999:59:59.9999999999", "9223372036854775807", "-9223372036854775808",
    "9223372036854775807.9", "0.0000000000000000001",
  ])
  func `extreme times are exact or refused`(text: String) {
    guard let code = Timecode(text) else { return }
    #expect(code.seconds.denominator > 0)
  }

  @Test(arguments: rounds) func `no text makes it trap`(seed: Int) {
    var random = SplitMix64(seed: 200 + UInt64(seed))
    let letters = Array("0123456789999.::-+/")
    for _ in 0..<100 {
      let count = Int.random(in: 0...40, using: &random)
      let text = String((0..<count).compactMap { _ in letters.randomElement(using: &random) })
      guard let code = Timecode(text) else { continue }
      #expect((code.seconds < 0) == text.hasPrefix("-") || code.seconds == 0)
    }
  }

  @Test(arguments: [
    (0, "0:00:00.000"), (0.001, "0:00:00.001"), (1.0, "0:00:01.000"), (59.9999, "0:00:59.999"),
    (61.04, "0:01:01.040"), (3600, "1:00:00.000"), (360000.5, "100:00:00.500"),
    (-1.5, "-0:00:01.500"), (-0.0001, "0:00:00.000"), (1.1, "0:00:01.100"), (.nan, "-"),
    (.infinity, "-"),
  ])
  func `times are written for people`(seconds: Double, text: String) {
    #expect(Timecode.text(seconds) == text)
  }

  @Test(arguments: [1e12, 1e15, 9e15, 1e18, 1e300, -1e300, .greatestFiniteMagnitude])
  func `a time too long for words does not trap`(seconds: Double) {
    #expect(!Timecode.text(seconds).isEmpty)
  }
}
