internal import MediaTypes

/// The line under a sheet's title.
enum SheetDetails {
  /// Length, size, rate, codec and bytes, as far as they are known.
  static func line(_ facts: MediaDescription) -> String {
    let video = facts.video
    let size = video.map(\.uprightSize).map { "\($0.width)×\($0.height)" }
    let seconds = video?.common.duration ?? facts.containerDuration
    let parts = [
      seconds.map { Decimal.timecode($0.seconds) }, size, video?.averageRate.map(StreamLines.rate),
      video?.common.codec, facts.size.map(Decimal.bytes),
    ]
    return parts.compactMap(\.self).joined(separator: "  ·  ")
  }
}
