internal import Media
internal import MediaTypes
internal import Segmentation

/// The part of a scan that looks at every picture, one after the other.
struct PictureScan {
  private let scan: Scan
  private var detector: ShotDetector
  private var black: BlackFinder
  private var freeze: FreezeFinder
  private var shots: [Shot] = []
  private var blackStretches: [TimeRange] = []
  private var frozenStretches: [TimeRange] = []
  private var ticks: [Int64] = []
  private var motion: [Float] = []
  private var glances: [TextGlance] = []
  private var firstOrdinal = 0
  private var range: TimeRange?

  init(_ scan: Scan) {
    self.scan = scan
    detector = ShotDetector(sensitivity: scan.sensitivity, shortestShot: scan.shortestShot)
    black = BlackFinder(shortest: scan.shortestBlack)
    freeze = FreezeFinder(shortest: scan.shortestFreeze)
  }

  /// Looks at every picture of the window, and puts those aside that belong to a stock.
  mutating func run(
    _ source: MediaSource, _ description: MediaDescription, stock: PictureStock?,
    onSignature: ((borrowing PictureSignature) -> Void)?,
    onProgress: ((Scan.Progress) -> Void)?
  ) throws(MediaError) -> PictureFindings {
    // Where reading jumps to the window, only an index can tell the pictures' numbers.
    let index =
      scan.window.from.map { $0 > 0 } == true
      ? try PacketIndex(of: source, limits: scan.limits, interruption: scan.interruption) : nil
    let textGrid = scan.textStep.flatMap { step in
      description.video.map { FrameGrid(origin: $0.clockStart, step: step) }
    }
    let length = scan.length(of: description)
    var sampler = try FrameSampler(
      source, .everyFrame, window: scan.window, index: index,
      bytesPerDrawing: PictureSignature.layout.byteCount, limits: scan.limits,
      interruption: scan.interruption
    ) { frame throws(MediaError) in
      try Scan.draw(frame, searching: textGrid, stock: stock)
    }
    while let sample = try sampler.next() {
      let frame = sample.frame
      let ordinal =
        frame.ordinal ?? index?.ordinal(ofPictureAt: frame.timestamp.ticks) ?? ticks.count
      let signature = PictureSignature(
        sample.drawing.thumbnail, ordinal: ordinal, range: frame.range)
      onSignature?(signature)
      observe(signature)
      if let likelihood = sample.drawing.likelihood {
        glances.append(TextGlance(timestamp: frame.timestamp, likelihood: likelihood))
      }
      if let onProgress, let start = range?.start {
        onProgress(
          Scan.Progress(
            pictures: ticks.count, seconds: frame.end.seconds(since: start), of: length))
      }
    }
    return try finish(source, sampler.stream, zero: sampler.zero, sampler.report.damage)
  }

  /// Takes pictures as they were recorded in place of looking at them.
  mutating func replay(
    _ source: MediaSource, _ recording: ((PictureSignature) -> Void) -> Void
  ) throws(MediaError) -> PictureFindings {
    let description = try MediaDescription(
      of: source, limits: scan.limits, interruption: scan.interruption)
    recording { observe($0) }
    let zero = firstOrdinal == 0 ? range?.start : description.video?.common.start
    return try finish(source, description.video, zero: zero, DamageMap())
  }

  private mutating func observe(_ signature: consuming PictureSignature) {
    if range == nil { firstOrdinal = signature.ordinal }
    range = TimeRange(range?.start ?? signature.range.start, upTo: signature.range.end)
    ticks.append(signature.range.start.ticks)
    if let stretch = black.observe(signature) { blackStretches.append(stretch) }
    if let stretch = freeze.observe(signature) { frozenStretches.append(stretch) }
    shots += detector.observe(signature)
    motion.append(Float(detector.latest?.motion ?? 0))
  }

  private mutating func finish(
    _ source: MediaSource, _ stream: VideoStream?, zero: Timestamp?, _ damage: DamageMap
  ) throws(MediaError) -> PictureFindings {
    guard let range, let stream else {
      throw MediaError(.unreadable, "\(source.name): no picture lies in what was asked for")
    }
    shots += detector.finish()
    if let stretch = black.finish() { blackStretches.append(stretch) }
    if let stretch = freeze.finish() { frozenStretches.append(stretch) }
    return PictureFindings(
      stream: stream, zero: zero ?? range.start, range: range,
      frames: FrameStarts(ticks, range.start.timeBase, motion: motion),
      firstOrdinal: firstOrdinal, pictureCount: ticks.count, shots: shots,
      stretches: (black: blackStretches, frozen: frozenStretches),
      glances: scan.textStep == nil ? nil : glances, damage: damage)
  }
}
