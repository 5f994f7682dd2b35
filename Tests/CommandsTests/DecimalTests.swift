import TestSupport
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(40)), .computing) struct DecimalTests {
  @Test(arguments: [
    (25.0, 3, "25"), (29.97002997, 3, "29.97"), (0.005, 2, "0.01"), (-1.25, 1, "-1.3"),
    (1.0005, 3, "1.001"), (-0.001, 2, "0"), (1e300, 3, "1e+300"),
  ])
  func `numbers are rounded`(number: Double, places: Int, text: String) {
    #expect(Decimal.text(number, places: places) == text)
  }

  @Test(arguments: [
    (1.0, "1.00"), (0.005, "0.01"), (-1.2, "-1.20"), (-0.001, "0.00"), (1e300, "1000000000000.00"),
  ])
  func `hundredths line up`(number: Double, text: String) {
    #expect(Decimal.hundredths(number) == text)
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1000, "1 kB"), (64_600, "64.6 kB"), (999_960, "1 MB"),
    (112_345, "112 kB"), (5 << 40, "5.5 TB"), (Int64.max, "9223372 TB"),
  ])
  func `bytes are counted in thousands`(count: Int64, text: String) {
    #expect(Decimal.bytes(count) == text)
  }

  @Test(arguments: [
    ("/a/b.c/film.one.mp4", "film.one"), ("film", "film"), (".hidden", ".hidden"), ("-", "video"),
    ("https://x.org/a/film.mp4?t=1.5#x", "film"), ("https://x.org/", "x"),
  ])
  func `what is written is named after the input`(name: String, stem: String) {
    #expect(InputName(name).stem == stem)
  }
}
