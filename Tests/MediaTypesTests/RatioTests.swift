import MediaTypes
import TestSupport
import Testing

private let rounds = 0..<40

/// The greatest common divisor, by subtraction's younger brother.
private func divisor(_ a: UInt128, _ b: UInt128) -> UInt128 { b == 0 ? a : divisor(b, a % b) }

/// The fraction in lowest terms, if both parts fit.
private func reduced(_ upper: Int128, _ lower: Int128) -> (Int64, Int64)? {
  guard lower != 0 else { return nil }
  let common = Int128(divisor(upper.magnitude, lower.magnitude))
  let sign: Int128 = lower < 0 ? -1 : 1
  guard let upper = Int64(exactly: sign * (upper / common)),
    let lower = Int64(exactly: sign * (lower / common))
  else { return nil }
  return (upper, lower)
}

private func parts(_ ratio: Ratio?) -> [Int64]? { ratio.map { [$0.numerator, $0.denominator] } }
private func parts(_ pair: (Int64, Int64)?) -> [Int64]? { pair.map { [$0.0, $0.1] } }

@Suite(.timeLimit(.minutes(40)), .computing) struct RatioTests {
  @Test func `ticks become seconds, if these fit`() throws {
    let base = try #require(TimeBase(1001, 30000))
    #expect(Ratio(ticks: 30, of: base) == Ratio(1001, 1000))
    #expect(Ratio(ticks: -60_000, of: base) == -2002)
    #expect(Ratio(ticks: .max, of: base) == nil)
    #expect(Ratio(ticks: .max, of: .milliseconds) == Ratio(.max, 1000))
  }

  @Test(arguments: rounds) func `fractions are kept in lowest terms`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<100 {
      let (upper, lower) = (random.integer(), random.integer())
      let ratio = Ratio(upper, lower)
      #expect(
        parts(ratio) == parts(reduced(Int128(upper), Int128(lower))), "\(upper)/\(lower)")
    }
  }

  @Test(arguments: rounds) func `sums, products and quotients are exact or nil`(seed: Int) throws {
    var random = SplitMix64(seed: 100 + UInt64(seed))
    for _ in 0..<100 {
      // Half a word shorter than what fits, so that the reference cannot overflow.
      let (a, c) = (random.integer() / 4, random.integer() / 4)
      let (b, d) = (random.integer() / 4, random.integer() / 4)
      guard let x = Ratio(a, b), let y = Ratio(c, d) else { continue }
      let (e, f) = (Int128(x.numerator), Int128(x.denominator))
      let (g, h) = (Int128(y.numerator), Int128(y.denominator))
      #expect(parts(x.adding(y)) == parts(reduced(e * h + g * f, f * h)))
      #expect(parts(x.subtracting(y)) == parts(reduced(e * h - g * f, f * h)))
      #expect(parts(x.multiplied(by: y)) == parts(reduced(e * g, f * h)))
      #expect(parts(x.divided(by: y)) == parts(reduced(e * h, f * g)))
      #expect((x < y) == (e * h < g * f))
      #expect((x == y) == (e * h == g * f))
    }
  }

  @Test(arguments: [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max])
  func `extreme fractions never trap`(number: Int64) {
    for other in [Int64.min, .min + 1, -1, 0, 1, 2, 3, .max - 1, .max] {
      guard let x = Ratio(number, other) else { continue }
      for last in [Int64.min, -1, 1, .max] {
        guard let y = Ratio(other, last) else { continue }
        // What comes back from a step there and back is the same.
        if let sum = x.adding(y), let back = sum.subtracting(y) { #expect(back == x) }
        if let product = x.multiplied(by: y), y != 0, let back = product.divided(by: y) {
          #expect(back == x)
        }
        #expect((x < y) != (x >= y))
      }
      #expect(x.value.isFinite)
      #expect(Ratio(x.description) == x)
    }
  }

  @Test(arguments: rounds) func `decimals are the fraction they show`(seed: Int) throws {
    var random = SplitMix64(seed: 200 + UInt64(seed))
    for _ in 0..<50 {
      let whole = Int64.random(in: 0...999_999_999, using: &random)
      let places = Int.random(in: 1...9, using: &random)
      let scale = (0..<places).reduce(Int64(1)) { scale, _ in scale * 10 }
      let rest = Int64.random(in: 0..<scale, using: &random)
      let digits = String(String(scale + rest).dropFirst())
      let sign: Int64 = random.next() % 2 == 0 ? 1 : -1
      let expected = Ratio(sign * (whole * scale + rest), scale)
      #expect(Ratio("\(sign < 0 ? "-" : "")\(whole).\(digits)") == expected)
      let other = Int64.random(in: 1...999_999, using: &random)
      #expect(Ratio("\(sign * whole)/\(other)") == Ratio(sign * whole, other))
    }
  }

  @Test(
    arguments: [
      ("2", 2, 1), ("0.5", 1, 2), ("29.97", 2997, 100), ("30000/1001", 30000, 1001), (".5", 1, 2),
      ("5.", 5, 1), ("+2", 2, 1), ("-0.25", -1, 4), ("007", 7, 1), ("1.5/0.5", 3, 1),
      ("4/-6", -2, 3),
      ("-0", 0, 1), ("0/5", 0, 1), ("9223372036854775807", .max, 1),
      ("-9223372036854775808", .min, 1), ("0.000000000000000001", 1, 1_000_000_000_000_000_000),
    ] as [(String, Int64, Int64)])
  func `numbers as people write them are read`(text: String, upper: Int64, lower: Int64) {
    #expect(parts(Ratio(text)) == [upper, lower])
  }

  @Test(arguments: [
    "", " ", "abc", "1/0", "1e3", "--1", "-+1", "1.2.3", " 1", "1 ", "1/2/3", "٣", "½", "+", "-",
    ".", "-.", "/", "1/", "/2", "0x10", "1_000", "1,5", "∞", "nan", "inf", "9223372036854775808",
    "0.0000000000000000001", "-9223372036854775809", "1/9223372036854775808",
    "99999999999999999999999999999999999999999999999999", "1\u{0}", "１",
  ])
  func `anything else is refused`(text: String) { #expect(Ratio(text) == nil) }

  @Test(arguments: rounds) func `no text makes it trap`(seed: Int) {
    var random = SplitMix64(seed: 300 + UInt64(seed))
    let letters = Array("0123456789.-+/eE ٣½\u{0}x:")
    for _ in 0..<100 {
      let count = Int.random(in: 0...44, using: &random)
      let text = String((0..<count).compactMap { _ in letters.randomElement(using: &random) })
      guard let ratio = Ratio(text) else { continue }
      #expect(ratio.denominator > 0)
    }
  }

  @Test(arguments: rounds) func `a number becomes what it prints, or nil`(seed: Int) {
    var random = SplitMix64(seed: 400 + UInt64(seed))
    for _ in 0..<100 {
      let number = Double(bitPattern: random.next())
      guard let ratio = Ratio(number) else { continue }
      #expect(ratio.value == number || abs(ratio.value - number) <= number.ulp)
      let small = Double(Int64.random(in: -999_999...999_999, using: &random)) / 1000
      #expect(Ratio(small).map { $0.value == small } == true)
    }
  }

  @Test(arguments: [
    Double.nan, .infinity, -.infinity, 1e300, -1e300, .greatestFiniteMagnitude, 1e-300,
    .leastNonzeroMagnitude, 9.3e18,
  ])
  func `a number that does not fit is refused`(number: Double) { #expect(Ratio(number) == nil) }

  @Test(
    arguments: [
      (0.1, 1, 10), (29.97, 2997, 100), (1e-7, 1, 10_000_000), (1e18, 1_000_000_000_000_000_000, 1),
      (-2.5, -5, 2), (0, 0, 1), (-0.0, 0, 1),
    ] as [(Double, Int64, Int64)])
  func `literals are what they show`(number: Double, upper: Int64, lower: Int64) {
    #expect(parts(Ratio(number)) == [upper, lower])
  }
}
