internal import MediaTypes

/// SMPTE timecode: frame numbers as hours, minutes, seconds and frames.
///
/// Frames are counted at the whole rate next to the real one, so at 30000/1001 the count is 3.6 s late
/// after an hour. Drop-frame counting skips numbers (never frames) to keep up: two at the start of every
/// minute but the tenth, at twice the rate four.
struct FrameTimecode: Sendable, Equatable {
  /// Numbers in a second.
  let nominal: Int64
  /// Whether numbers are skipped.
  let isDrop: Bool

  /// Counts frames that come at a rate; `isDrop` is heeded only where drop-frame counting is defined.
  init(rate: Ratio, isDrop: Bool) {
    nominal = max(1, Int64(clamping: Int128(rate.value.rounded(.up))))
    self.isDrop = isDrop && Self.canDrop(rate)
  }

  /// Whether the rate is 30000/1001 or 60000/1001.
  static func canDrop(_ rate: Ratio) -> Bool {
    rate.denominator == 1001 && [30000, 60000].contains(rate.numerator)
  }

  private var skipped: Int64 { isDrop ? nominal / 15 : 0 }

  /// `01:02:03:04`, or `01:02:03;04` when numbers are skipped; starts again after 24 hours.
  func text(_ frame: Int64) -> String {
    var number = max(0, frame) % framesInDay
    if isDrop {
      // The first minute of ten keeps all its numbers.
      let (tens, rest) = number.quotientAndRemainder(dividingBy: nominal * 600 - 9 * skipped)
      let minutes = max(0, rest - nominal * 60) / (nominal * 60 - skipped)
      let begun = rest < nominal * 60 ? 0 : minutes + 1
      number += skipped * (9 * tens + begun)
    }
    let (seconds, frames) = number.quotientAndRemainder(dividingBy: nominal)
    let fields = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { PlainText.padded($0, 2) }
    let width = nominal > 100 ? 3 : 2
    return fields.joined(separator: ":") + (isDrop ? ";" : ":") + PlainText.padded(frames, width)
  }

  /// The frame of a timecode; nil if it is none, or one of the skipped numbers.
  func frame(_ text: some StringProtocol) -> Int64? {
    let fields = text.split(omittingEmptySubsequences: false) { ":;.,".contains($0) }
    let numbers = fields.compactMap { field in
      (1...3).contains(field.utf8.count) && field.allSatisfy { $0.isASCII && $0.isNumber }
        ? Int64(field) : nil
    }
    guard numbers.count == 4, fields.count == 4, numbers[0] < 24, numbers[1] < 60, numbers[2] < 60,
      numbers[3] < nominal
    else { return nil }
    let minutes = numbers[0] * 60 + numbers[1]
    if isDrop, numbers[1] % 10 != 0, numbers[2] == 0, numbers[3] < skipped { return nil }
    return (minutes * 60 + numbers[2]) * nominal + numbers[3] - skipped * (minutes - minutes / 10)
  }

  private var framesInDay: Int64 { 86400 * nominal - skipped * (1440 - 144) }
}
