/// How large a video is, in pixels: `1280x720`.
package struct VideoSize: Sendable, Hashable {
  /// Pixels in a row.
  package let width: Int
  /// Rows.
  package let height: Int

  /// Makes a size; nil for one that no video can have here.
  package init?(width: Int, height: Int) {
    guard Self.sides.contains(width), Self.sides.contains(height), width.isMultiple(of: 2),
      height.isMultiple(of: 2), width * height <= Self.mostPixels
    else { return nil }
    (self.width, self.height) = (width, height)
  }

  /// Reads a size; nil if it is none, or none that a video can have here.
  package init?(_ text: String) {
    let sides = text.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    guard sides.count == 2,
      sides.allSatisfy({ (1...5).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isDigit) }),
      let width = Int(sides[0]), let height = Int(sides[1])
    else { return nil }
    self.init(width: width, height: height)
  }

  /// The size that OpenAI's service gives unless another is asked for.
  package static let usual = VideoSize(known: 720, 1280)

  /// What a size may be, in words.
  package static let rule =
    "WIDTHxHEIGHT, both even and from \(sides.lowerBound) to \(sides.upperBound), with at most \(mostPixels) pixels"

  /// The size with its sides exchanged.
  package var turned: VideoSize { VideoSize(known: height, width) }
  /// The largest square within it.
  package var square: VideoSize { VideoSize(known: min(width, height), min(width, height)) }
  /// As clients write it.
  package var text: String { "\(width)x\(height)" }

  private init(known width: Int, _ height: Int) { (self.width, self.height) = (width, height) }

  private static let sides = 64...4096
  private static let mostPixels = 4096 * 2304
}

extension UInt8 {
  /// Whether it is a letter for a number.
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
