/// An uncompressed picture, rows packed without padding, top row first.
///
/// Reuse one picture across frames: a reader writes into it in place.
public struct Picture: Sendable, Equatable {
  /// How the bytes of a picture are to be read.
  public enum Format: String, Sendable, CaseIterable {
    /// One byte a pixel, 0 black to 255 white.
    case gray8
    /// Red, green and blue, three bytes a pixel.
    case rgb24
    /// Planes Y, U, V, colour at half size in both directions, full range, BT.601: what JPEG holds.
    case yuv420
    /// Planes Y, U, V as coded, full range, each sample the mean of the box it stands for.
    ///
    /// The cheapest small picture, for measuring rather than for looking at.
    case yuv444
  }

  /// A picture's format and size.
  public struct Layout: Sendable, Hashable {
    /// How the bytes are to be read.
    public let format: Format
    /// Pixels in a row.
    public let width: Int
    /// Number of rows.
    public let height: Int

    /// Makes a layout; sides must lie between 1 and 32768.
    public init(_ format: Format, width: Int, height: Int) {
      precondition(
        (1...32768).contains(width) && (1...32768).contains(height),
        "a picture's sides lie between 1 and 32768")
      (self.format, self.width, self.height) = (format, width, height)
    }

    /// The number of bytes that such a picture holds.
    public var byteCount: Int {
      switch format {
      case .gray8: width * height
      case .rgb24, .yuv444: 3 * width * height
      case .yuv420: width * height + 2 * ((width + 1) / 2) * ((height + 1) / 2)
      }
    }
  }

  /// Format and size.
  public let layout: Layout
  /// The rows; algorithms read `pixels.span`.
  public var pixels: [UInt8]

  /// Makes a black picture.
  public init(_ layout: Layout) {
    self.layout = layout
    pixels = [UInt8](repeating: 0, count: layout.byteCount)
  }
}

/// How large a picture is to be drawn.
public enum PictureSize: Sendable, Hashable {
  /// The upright, square-pixelled size of the video.
  case full
  /// The largest size of the video's shape with no side longer; never larger than the video.
  case fitting(longestSide: Int)
  /// The largest size of the video's shape that fits inside; never larger than the video.
  case inside(width: Int, height: Int)
  /// Exactly this size, whatever the video's shape.
  case exact(width: Int, height: Int)

  /// The size for a video of the given upright size.
  public func size(ofWidth width: Int, height: Int) -> (width: Int, height: Int) {
    switch self {
    case .full: (width, height)
    case .exact(let exactWidth, let exactHeight): (exactWidth, exactHeight)
    case .fitting(let side): Self.fit(width, height, into: (side, side))
    case .inside(let boxWidth, let boxHeight): Self.fit(width, height, into: (boxWidth, boxHeight))
    }
  }

  /// Reads `full`, a longest side such as `512`, a box such as `640x360`, or exactly `640x360!`; nil for anything else.
  package init?(_ text: String) {
    if text == "full" {
      self = .full
      return
    }
    let isExact = text.hasSuffix("!")
    let sides = text.dropLast(isExact ? 1 : 0)
      .split(separator: "x", omittingEmptySubsequences: false)
      .map { Int($0).flatMap { (1...32768).contains($0) ? $0 : nil } }
    switch (sides.count, sides.first ?? nil, sides.last ?? nil) {
    case (1, let side?, _) where !isExact: self = .fitting(longestSide: side)
    case (2, let width?, let height?):
      self = isExact ? .exact(width: width, height: height) : .inside(width: width, height: height)
    default: return nil
    }
  }

  private static func fit(
    _ width: Int, _ height: Int, into box: (width: Int, height: Int)
  ) -> (width: Int, height: Int) {
    if width <= box.width, height <= box.height { return (width, height) }
    // A box may be as large as a number can be.
    let (wide, high) = (Int128(width), Int128(height))
    if wide * Int128(box.height) >= high * Int128(box.width) {
      return (box.width, max(1, Int(clamping: (high * Int128(box.width) + wide / 2) / wide)))
    }
    return (max(1, Int(clamping: (wide * Int128(box.height) + high / 2) / high)), box.height)
  }
}
