internal import Media
internal import MediaTypes
internal import Segmentation

/// The part of a scan that looks at pictures, one after the other.
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
  private var firstOrdinal: Int?
  private var range: TimeRange?
  private var zero: Timestamp?
  private var stream: VideoStream?
  private var damage = DamageMap()

  init(_ scan: Scan) {
    self.scan = scan
    detector = ShotDetector(sensitivity: scan.sensitivity, shortestShot: scan.shortestShot)
    black = BlackFinder(shortest: scan.shortestBlack)
    freeze = FreezeFinder(shortest: scan.shortestFreeze)
  }

  /// Looks at every picture of the window.
  mutating func run(
    _ source: MediaSource, onSignature: ((borrowing PictureSignature) -> Void)?,
    onProgress: ((Scan.Progress) -> Void)?
  ) throws(MediaError) {
    // Where reading jumps to the window, only an index can tell the pictures' numbers.
    let index =
      scan.window.from.map { $0 > 0 } == true
      ? try PacketIndex(of: source, limits: scan.limits, interruption: scan.interruption) : nil
    var sampler = try FrameSampler(
      source, .everyFrame, window: scan.window, index: index,
      bytesPerDrawing: PictureSignature.layout.byteCount, limits: scan.limits,
      interruption: scan.interruption
    ) { frame throws(MediaError) in
      var picture = Picture(PictureSignature.layout)
      try frame.render(into: &picture)
      return picture
    }
    stream = sampler.stream
    while let sample = try sampler.next() {
      let frame = sample.frame
      zero = sampler.zero
      let ordinal =
        frame.ordinal ?? index?.ordinal(ofPictureAt: frame.timestamp.ticks) ?? ticks.count
      let signature = PictureSignature(sample.drawing, ordinal: ordinal, range: frame.range)
      onSignature?(signature)
      observe(signature)
      if let onProgress, let start = range?.start {
        onProgress(
          Scan.Progress(pictures: ticks.count, seconds: frame.end.seconds(since: start)))
      }
    }
    damage = sampler.report.damage
    finish()
  }

  /// Takes pictures as they were recorded in place of looking at them.
  mutating func replay(
    _ source: MediaSource, _ recording: ((PictureSignature) -> Void) -> Void
  ) throws(MediaError) {
    let description = try MediaDescription(
      of: source, limits: scan.limits, interruption: scan.interruption)
    stream = description.video
    recording { observe($0) }
    finish()
  }

  private mutating func finish() {
    shots += detector.finish()
    if let stretch = black.finish() { blackStretches.append(stretch) }
    if let stretch = freeze.finish() { frozenStretches.append(stretch) }
  }

  private mutating func observe(_ signature: consuming PictureSignature) {
    range = TimeRange(range?.start ?? signature.range.start, upTo: signature.range.end)
    firstOrdinal = firstOrdinal ?? signature.ordinal
    ticks.append(signature.range.start.ticks)
    if let stretch = black.observe(signature) { blackStretches.append(stretch) }
    if let stretch = freeze.observe(signature) { frozenStretches.append(stretch) }
    shots += detector.observe(signature)
    motion.append(Float(detector.latest?.motion ?? 0))
  }

  /// Where the video starts as far as a recording can tell.
  private func origin(of stream: VideoStream) -> Timestamp? {
    firstOrdinal == 0 ? range?.start : stream.common.start
  }

  /// All that was found, put together.
  func footage(
    _ description: MediaDescription, sound: SoundTrack?, lines: [TextLine], _ source: MediaSource
  ) throws(MediaError) -> Footage {
    guard let range, let stream else {
      throw MediaError(.unreadable, "\(source.name): no picture lies in what was asked for")
    }
    return Footage(
      description: description, stream: stream, zero: zero ?? origin(of: stream) ?? range.start,
      range: range,
      frames: FrameStarts(ticks, range.start.timeBase, motion: motion),
      firstOrdinal: firstOrdinal ?? 0, pictureCount: ticks.count, shots: shots,
      black: blackStretches,
      frozen: frozenStretches, sound: sound, lines: lines, damage: damage, isFast: scan.isFast)
  }
}
