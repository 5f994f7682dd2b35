/// An exact fraction: a rate, a speed, a number of seconds.
///
/// Decimal numbers become the fraction they show: `29.97` is 2997/100, not its nearest binary number.
public struct Ratio: Sendable {
  /// The fraction's upper part, without a common divisor with the lower.
  public let numerator: Int64
  /// The fraction's lower part, always positive.
  public let denominator: Int64

  /// Makes a fraction in lowest terms; nil if the denominator is zero or it does not fit.
  public init?(_ numerator: Int64, _ denominator: Int64) {
    self.init(reducing: Int128(numerator), over: Int128(denominator))
  }

  /// Makes a whole number.
  public init(_ whole: Int64) { (numerator, denominator) = (whole, 1) }

  /// So many ticks in seconds; nil if that does not fit.
  package init?(ticks: Int64, of timeBase: TimeBase) {
    self.init(
      reducing: Int128(ticks) * Int128(timeBase.numerator), over: Int128(timeBase.denominator))
  }

  /// Reads `2`, `0.5`, `29.97` or `30000/1001`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = String(text).split(
      separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let upper = Ratio(decimal: parts[0]) else { return nil }
    guard parts.count == 2 else {
      self = upper
      return
    }
    guard let lower = Ratio(decimal: parts[1]), let ratio = upper.divided(by: lower) else {
      return nil
    }
    self = ratio
  }

  /// The fraction that the number shows when printed; nil if it is not finite or does not fit.
  public init?(_ number: Double) {
    guard number.isFinite else { return nil }
    let text = "\(number)"
    guard let mark = text.firstIndex(of: "e") else {
      self.init(decimal: text[...])
      return
    }
    guard let ratio = Ratio(decimal: text[..<mark]),
      let exponent = Int(text[text.index(after: mark)...]), abs(exponent) <= 18
    else { return nil }
    let power = (0..<abs(exponent)).reduce(Int128(1)) { power, _ in power * 10 }
    if exponent < 0 {
      self.init(reducing: Int128(ratio.numerator), over: Int128(ratio.denominator) * power)
    } else {
      self.init(reducing: Int128(ratio.numerator) * power, over: Int128(ratio.denominator))
    }
  }

  /// The nearest floating-point number.
  public var value: Double { Double(numerator) / Double(denominator) }

  /// The sum; nil if it does not fit.
  public func adding(_ other: Ratio) -> Ratio? {
    let (a, c) = (Int128(numerator), Int128(other.numerator))
    let (b, d) = (Int128(denominator), Int128(other.denominator))
    let (left, overflows) = (a * d).addingReportingOverflow(c * b)
    return overflows ? nil : Ratio(reducing: left, over: b * d)
  }

  /// The difference; nil if it does not fit.
  public func subtracting(_ other: Ratio) -> Ratio? {
    Ratio(-1).multiplied(by: other).flatMap { adding($0) }
  }

  /// The product; nil if it does not fit.
  public func multiplied(by other: Ratio) -> Ratio? {
    Ratio(
      reducing: Int128(numerator) * Int128(other.numerator),
      over: Int128(denominator) * Int128(other.denominator))
  }

  /// The quotient; nil if it does not fit or `other` is zero.
  public func divided(by other: Ratio) -> Ratio? {
    Ratio(
      reducing: Int128(numerator) * Int128(other.denominator),
      over: Int128(denominator) * Int128(other.numerator))
  }

  private init?(decimal text: Substring) {
    let isNegative = text.hasPrefix("-")
    let digits = text.drop { $0 == "-" || $0 == "+" }
    guard text.count - digits.count <= 1, digits.utf8.count <= 20 else { return nil }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = parts[0]
    let fraction = parts.count == 2 ? parts[1] : ""
    guard !(whole.isEmpty && fraction.isEmpty),
      (whole + fraction).allSatisfy({ $0.isASCII && $0.isNumber }),
      let units = Int128(whole + fraction)
    else { return nil }
    let scale = fraction.reduce(Int128(1)) { scale, _ in scale * 10 }
    self.init(reducing: isNegative ? -units : units, over: scale)
  }

  private init?(reducing numerator: Int128, over denominator: Int128) {
    guard denominator != 0 else { return nil }
    var (divisor, rest) = (numerator.magnitude, denominator.magnitude)
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    let sign: Int128 = denominator < 0 ? -1 : 1
    guard let upper = Int64(exactly: sign * numerator / Int128(divisor)),
      let lower = Int64(exactly: sign * denominator / Int128(divisor))
    else { return nil }
    (self.numerator, self.denominator) = (upper, lower)
  }
}

extension Ratio: Comparable {
  /// Compares the exact values.
  public static func < (a: Ratio, b: Ratio) -> Bool {
    Int128(a.numerator) * Int128(b.denominator) < Int128(b.numerator) * Int128(a.denominator)
  }
}

extension Ratio: Hashable {}

extension Ratio: ExpressibleByIntegerLiteral {
  /// Makes a whole number.
  public init(integerLiteral whole: Int64) { self.init(whole) }
}

extension Ratio: ExpressibleByFloatLiteral {
  /// Makes the fraction that the literal shows.
  public init(floatLiteral number: Double) {
    guard let ratio = Ratio(number) else {
      preconditionFailure("\(number) does not fit into a fraction of 64-bit integers")
    }
    self = ratio
  }
}

extension Ratio: CustomStringConvertible {
  /// The fraction as FFmpeg writes it, a whole number without its denominator.
  public var description: String {
    denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }
}
