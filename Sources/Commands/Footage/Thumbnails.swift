internal import Analysis
internal import Exports
internal import Media
internal import MediaTypes

/// Draws small pictures of a video, each of a certain frame.
struct Thumbnails {
  /// Pixels of a picture's longer side.
  private static let longestSide = 320

  let limits: MediaLimits
  let interruption: Interruption

  /// The pictures on show at these instants, in their order.
  func pictures(
    of source: MediaSource, _ footage: Footage, at instants: [Timestamp]
  ) throws(MediaError) -> [ExportThumbnail?] {
    let base = footage.range.start.timeBase
    let seconds = instants.map { instant in
      let ticks = instant.floored(to: base).ticks - footage.zero.floored(to: base).ticks
      return Ratio(ticks: ticks, of: base) ?? 0
    }
    var found: [Ratio: ExportThumbnail] = [:]
    let encoders = EncoderPool(.jpeg(quality: 80))
    let side = Self.longestSide
    var sampler = try FrameSampler(
      source, .at(seconds), bytesPerDrawing: side * side, limits: limits,
      interruption: interruption
    ) { frame throws(MediaError) in
      let picture = try frame.picture(.yuv420, .fitting(longestSide: side))
      return ExportThumbnail(
        jpeg: try encoders.encode(picture), width: picture.layout.width,
        height: picture.layout.height)
    }
    while let sample = try sampler.next() {
      for instant in sample.instants { found[instant] = sample.drawing }
    }
    return seconds.map { found[$0] }
  }
}
