internal import Media
internal import MediaTypes
internal import Reports

/// Draws the pictures that a page would show.
struct ReportDrawing {
  let limits: MediaLimits
  let bytes: Int
  let console: Console
  let isQuiet: Bool

  /// The pictures of a video for a report, in order; no more bytes than allowed.
  func pictures(of path: String, for report: Report) throws(MediaError) -> [ReportPicture] {
    let wishes = PictureWishes(report)
    let (times, side) = wishes.plan(bytes: bytes)
    // A microsecond late rather than early, when another picture would still be on show.
    var instants: [Ratio: Double] = [:]
    for time in times {
      if let instant = Ratio(Int64((time * 1e6).rounded(.up)) + 1, 1_000_000) {
        instants[instant] = time
      }
    }
    guard !instants.isEmpty else { return [] }
    let encoders = EncoderPool(.jpeg(quality: 76))
    var sampler = try FrameSampler(
      .path(path), .at(instants.keys.sorted()), bytesPerDrawing: side * side, limits: limits,
      interruption: console.interruption
    ) { frame throws(MediaError) in
      let picture = try frame.picture(.yuv420, .fitting(longestSide: side))
      return (
        jpeg: try encoders.encode(picture), width: picture.layout.width,
        height: picture.layout.height
      )
    }
    var progress = console.progress(isQuiet: isQuiet)
    defer { progress?.end() }
    var drawn: [ReportPicture] = []
    while let sample = try sampler.next() {
      for time in sample.instants.compactMap({ instants[$0] }) {
        let (jpeg, width, height) = sample.drawing
        drawn.append(ReportPicture(time: time, jpeg: jpeg, width: width, height: height))
      }
      progress?.show(
        drawn.count, "pictures", part: Double(drawn.count) / Double(instants.count))
    }
    return wishes.fitting(drawn, bytes: bytes)
  }
}
