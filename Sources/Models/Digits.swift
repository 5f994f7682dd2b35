/// Numbers in words for models and people.
package enum Digits {
  /// Three digits behind the point: `12.480`.
  package static func thousandths(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return "\(number)" }
    let whole = Int64((abs(number) * 1000).rounded())
    let rest = "\(whole % 1000)"
    let sign = number < 0 && whole > 0 ? "-" : ""
    return "\(sign)\(whole / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// No more than two digits behind the point, and no zeros at the end: `29.97`, `24`.
  package static func short(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return "\(number)" }
    let text = "\((number * 100).rounded() / 100)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
