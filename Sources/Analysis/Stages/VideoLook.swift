internal import Media
internal import MediaTypes

/// What reading a video gave: what was measured, and all that is said.
struct VideoLook: Sendable {
  let footage: Footage
  /// The lines of the text track and of all sidecar files, in order of time.
  let lines: [TextLine]
  /// What the video's content is called; nil where it cannot be told apart from others.
  let contentName: String?
  /// Whether the footage was known from an earlier look, and nothing was decoded.
  let wasKnown: Bool
  /// Pictures that were put aside while looking; nil if nobody wants any, or nothing was decoded.
  let stock: PictureStock?

  /// Seconds between pictures that are searched for text: titles stay longer.
  private static let textStep: Ratio = 0.5

  /// Looks; `style` is that of a model's pictures, nil if it is shown none.
  init(
    _ request: AnalysisRequest, kept: KeptFolder?, style: PictureStyle?,
    onProgress: @escaping (Scan.Progress) -> Void
  ) throws(MediaError) {
    var scan = request.scan
    if !request.screenLanguages.isEmpty || style?.hasLargeText == true {
      scan.textStep = scan.textStep ?? Self.textStep
    }
    contentName = request.source.contentDigest?.text
    let name = contentName.flatMap { content in kept.map { _ in Self.name(content, scan) } }
    if let name, let bytes = kept?.bytes(of: name),
      let known = try scan.footage(of: request.source, kept: bytes)
    {
      (footage, wasKnown, stock) = (known, true, nil)
    } else {
      stock = try style.flatMap { style throws(MediaError) in
        try Self.stock(for: request, style)
      }
      footage = try scan.footage(of: request.source, stock: stock, onProgress: onProgress)
      wasKnown = false
      if let name, let bytes = KeptFootage.bytes(footage) { kept?.keep(bytes, as: name) }
    }
    var lines = footage.lines
    for sidecar in request.sidecars {
      var reader = try TextTrackReader(
        sidecar, limits: scan.limits, interruption: scan.interruption)
      while let line = try reader.next() { lines.append(line) }
    }
    self.lines = lines.sorted { $0.range.start < $1.range.start }
  }

  private static func stock(
    for request: AnalysisRequest, _ style: PictureStyle
  ) throws(MediaError) -> PictureStock? {
    let scan = request.scan
    guard !scan.isFast else { return nil }
    let description = try MediaDescription(
      of: request.source, limits: scan.limits, interruption: scan.interruption)
    guard let start = description.video?.clockStart else { return nil }
    return PictureStock(
      PictureChoice.grid(for: request, zero: start), zero: start, style)
  }

  /// What a look is kept under: everything that decides what it finds.
  private static func name(_ content: String, _ scan: Scan) -> String {
    let words = [
      "look \(KeptFootage.revision)", content, "\(scan.sensitivity)", "\(scan.shortestShot)",
      "\(scan.window)", "\(scan.listens)", "\(scan.shortestBlack)", "\(scan.shortestFreeze)",
      "\(scan.textStep.map { "\($0)" } ?? "")", "\(scan.isFast)",
    ]
    return Digest(of: Array(words.joined(separator: "\0").utf8)).text
  }
}
