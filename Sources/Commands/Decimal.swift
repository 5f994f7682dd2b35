internal import MediaTypes

/// Numbers as people read them.
enum Decimal {
  /// The number rounded to at most so many places, without zeros at the end.
  static func text(_ number: Double, places: Int) -> String {
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (number.magnitude * scale).rounded()
    guard scaled < 1e15 else { return "\(number)" }
    let (whole, rest) = Int64(scaled).quotientAndRemainder(dividingBy: Int64(scale))
    let sign = number < 0 && scaled > 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    var digits = String(rest)
    digits = String(repeating: "0", count: places - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
  }

  /// A number of bytes: `64.7 kB`.
  static func bytes(_ count: Int64) -> String { scaled(Double(count), "B") }

  /// Bits in a second: `110 kb/s`.
  static func bitRate(_ rate: Int64) -> String { scaled(Double(rate), "b/s") }

  private static func scaled(_ number: Double, _ unit: String) -> String {
    var (number, prefix) = (number, "")
    for larger in ["k", "M", "G", "T"] where number >= 999.5 {
      (number, prefix) = (number / 1000, larger)
    }
    let places = prefix.isEmpty || number >= 99.95 ? 0 : 1
    return "\(text(number, places: places)) \(prefix)\(unit)"
  }

  /// A picture's time as `H:MM:SS.mmm`, rounded up: at the time shown, that picture is on show.
  static func timecode(_ seconds: Double) -> String {
    Timecode.text((seconds * 1000 - 1e-6).rounded(.up) / 1000)
  }

  /// A length with three decimals, so that columns of them line up.
  static func seconds(_ seconds: Double) -> String {
    let milliseconds = Int64((min(seconds.magnitude, 1e12) * 1000).rounded())
    let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    return "\(seconds < 0 && milliseconds > 0 ? "-" : "")\(whole).\(padded(Int(rest), 3))"
  }

  /// A number with two decimals, so that columns of them line up.
  static func hundredths(_ number: Double) -> String {
    let scaled = Int64((min(number.magnitude, 1e12) * 100).rounded())
    let (whole, rest) = scaled.quotientAndRemainder(dividingBy: 100)
    return "\(number < 0 && scaled > 0 ? "-" : "")\(whole).\(padded(Int(rest), 2))"
  }

  /// Digits with zeros before them.
  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
