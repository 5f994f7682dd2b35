import Foundation

/// Figures as people read them.
package enum Figure {
  /// With two places.
  package static func text(_ value: Double) -> String { String(format: "%.2f", value) }

  /// With as many places as it needs, two at most.
  package static func short(_ value: Double) -> String {
    var text = text(value)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// Bytes in millions.
  package static func megabytes(_ value: Double) -> String { String(format: "%.0f", value / 1e6) }

  /// The middle one, and between brackets the least and the most; empty without any.
  package static func spread(_ values: [Double]) -> String {
    guard let least = values.min(), let most = values.max() else { return "" }
    guard values.count > 1 else { return text(least) }
    return "\(text(values.median)) (\(text(least))-\(text(most)))"
  }

  /// A length of time in the unit that fits.
  package static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    return whole < 100 ? "\(whole) s" : "\((whole + 30) / 60) min"
  }
}
