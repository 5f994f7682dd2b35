internal import Media
internal import MediaTypes

/// What reading a video gave: what was measured, and all that is said.
struct VideoLook: Sendable {
  let footage: Footage
  /// The lines of the text track and of all sidecar files, in order of time.
  let lines: [TextLine]
  /// What the video's content is called; nil where it cannot be told apart from others.
  let contentName: String?

  init(
    _ request: AnalysisRequest, onProgress: @escaping (Scan.Progress) -> Void
  ) throws(MediaError) {
    let scan = request.scan
    footage = try scan.footage(of: request.source, onProgress: onProgress)
    var lines = footage.lines
    for sidecar in request.sidecars {
      var reader = try TextTrackReader(
        sidecar, limits: scan.limits, interruption: scan.interruption)
      while let line = try reader.next() { lines.append(line) }
    }
    self.lines = lines.sorted { $0.range.start < $1.range.start }
    contentName = request.source.contentDigest?.text
  }
}
