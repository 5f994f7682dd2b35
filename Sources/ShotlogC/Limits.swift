internal import Media
internal import MediaTypes

extension MediaLimits {
  /// What can be limited.
  static let names: Set = ["seconds", "pixels", "bytes", "duration"]

  /// The limits that a caller sets.
  init(_ options: Options) throws(Failure) {
    self.init()
    wallSeconds = try options.length("seconds")?.value
    seconds = try options.length("duration")?.value
    pixels = try options.count("pixels").map { Int64($0) } ?? pixels
    bytes = try options.count("bytes", in: 1...(1 << 53)).map { Int64($0) }
  }
}
