/// How long a video is.
package struct VideoSeconds: Sendable, Hashable {
  /// In milliseconds.
  package let milliseconds: Int64

  /// Makes a length; nil for one that no video can have here.
  package init?(milliseconds: Int64) {
    guard Self.lengths.contains(milliseconds) else { return nil }
    self.milliseconds = milliseconds
  }

  /// Reads a decimal number of seconds; nil if it is none, or none that a video can have here.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.count < 10 && $0.utf8.allSatisfy(\.isDigit) }),
      let whole = Int64(parts[0])
    else { return nil }
    let fraction = parts.count == 2 ? String(parts[1].prefix(3)) : ""
    guard let rest = Int64(fraction + String(repeating: "0", count: 3 - fraction.count)) else {
      return nil
    }
    self.init(milliseconds: whole * 1000 + rest)
  }

  private init(known milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The length that OpenAI's service gives unless another is asked for.
  package static let usual = VideoSeconds(known: 4000)
  /// The length of a cut of another video unless another is asked for.
  package static let usualCut = VideoSeconds(known: 30_000)
  /// What a length may be, in words.
  package static let rule = "a number from 0.5 to 600"

  /// As clients write it: `4`, `4.2`.
  package var text: String {
    let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    guard rest > 0 else { return "\(whole)" }
    var digits = String("\(1000 + rest)".dropFirst())
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(whole).\(digits)"
  }

  private static let lengths: ClosedRange<Int64> = 500...600_000
}
