internal import Media
internal import MediaTypes

extension Option {
  static let help = Option("help", short: "h", help: "Show this page.")
  static let quiet = Option("quiet", short: "q", help: "No progress and no summary.")
  static let force = Option("force", short: "f", help: "Replace what an earlier run wrote.")
  static let timeout = Option(
    "timeout", .text("SECONDS"), help: "Give up on an input after this long.")
  static let maxPixels = Option(
    "max-pixels", .text("N"), help: "Refuse pictures of more pixels; 268435456 unless given.")
  static let maxBytes = Option(
    "max-bytes", .text("SIZE"),
    help: "Refuse larger inputs, such as 500M or 2G; standard input may hold 8G unless given.")

  static let limits = [timeout, maxPixels, maxBytes]
}

extension Arguments {
  /// What an input may cost.
  func limits() throws(CommandError) -> MediaLimits {
    var limits = MediaLimits()
    limits.wallSeconds = try value(.timeout, .seconds)?.value
    limits.pixels = try value(.maxPixels, .count).map { Int64($0) } ?? limits.pixels
    limits.bytes = try value(.maxBytes, .byteCount)
    return limits
  }
}
