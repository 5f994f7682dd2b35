internal import Media
internal import MediaTypes
internal import Segmentation

/// The part of a fast scan that looks at key pictures first, and then only where a shot might end.
struct SparseScan {
  /// Pictures from one key picture to the next, on average, below which there is little to save.
  private static let shortestGroup = 25
  /// The share of pictures to decode above which seeing all of them costs hardly more.
  private static let mostDecoded = 0.7

  private let scan: Scan
  private let source: MediaSource
  private let index: PacketIndex
  private let length: Double?
  private let onProgress: ((Scan.Progress) -> Void)?

  /// Nil where the pictures' packets do not tell enough to skip any.
  init?(
    _ scan: Scan, _ source: MediaSource, _ description: MediaDescription,
    onProgress: ((Scan.Progress) -> Void)?
  ) throws(MediaError) {
    length = scan.length(of: description)
    index = try PacketIndex(of: source, limits: scan.limits, interruption: scan.interruption)
    (self.scan, self.source, self.onProgress) = (scan, source, onProgress)
    guard index.isExact, index.damage.isEmpty,
      index.keyCount * Self.shortestGroup < index.pictures.count
    else {
      return nil
    }
  }

  /// What was found; nil if that takes seeing nearly everything, as it does where something is damaged.
  func findings() throws(MediaError) -> PictureFindings? {
    var keys: [PictureSignature] = []
    var zero: Timestamp?
    var stream: VideoStream?
    let areWhole = try look(.keyFrames) { sampler, signature in
      (zero, stream) = (sampler.zero, sampler.stream)
      keys.append(signature)
    }
    guard areWhole, let zero, let stream, let window = ordinals(from: zero) else { return nil }
    let plan = SparsePlan(
      index.pictures.map { CodedPicture(size: Int($0.size), isKey: $0.isKey) }, in: window,
      keys: keys)
    guard Double(plan.decodedCount) < Self.mostDecoded * Double(window.count) else { return nil }

    var detector = SparseShotDetector(
      plan, sensitivity: scan.sensitivity, shortestShot: scan.shortestShot)
    var shots: [Shot] = []
    var seen = 0
    var waiting = keys[...]
    func observe(_ signature: PictureSignature) {
      seen += 1
      shots += detector.observe(signature)
    }
    let instants = plan.stretches.joined().map { time(of: index.pictures[$0], since: zero) }
    if !instants.isEmpty {
      let areWhole = try look(.at(instants)) { _, signature in
        while let key = waiting.first, key.ordinal <= signature.ordinal {
          if key.ordinal < signature.ordinal { observe(key) }
          waiting.removeFirst()
        }
        observe(signature)
        onProgress?(
          Scan.Progress(
            pictures: seen, seconds: signature.range.end.seconds(since: zero), of: length))
      }
      guard areWhole else { return nil }
    }
    for key in waiting { observe(key) }
    guard let range = range(of: window) else { return nil }
    shots += detector.finish(at: range.end, ordinal: window.upperBound - 1)
    return PictureFindings(
      stream: stream, zero: zero, range: range, frames: frames(window),
      firstOrdinal: window.lowerBound, pictureCount: seen, shots: shots, stretches: nil,
      damage: DamageMap())
  }

  /// Looks at the pictures of a plan; false if some could not be had.
  private func look(
    _ plan: SamplingPlan,
    _ body: (borrowing FrameSampler<Picture>, PictureSignature) -> Void
  ) throws(MediaError) -> Bool {
    var sampler = try FrameSampler(
      source, plan, window: scan.window, index: index,
      bytesPerDrawing: PictureSignature.layout.byteCount, limits: scan.limits,
      interruption: scan.interruption, draw: Scan.thumbnail)
    while let sample = try sampler.next() {
      guard let ordinal = index.ordinal(ofPictureAt: sample.frame.timestamp.ticks) else {
        return false
      }
      body(
        sampler, PictureSignature(sample.drawing, ordinal: ordinal, range: sample.frame.range))
    }
    return sampler.report.damage.isEmpty
  }

  /// The numbers of the pictures in the window; nil if none is.
  private func ordinals(from zero: Timestamp) -> Range<Int>? {
    let times = index.pictures.map { time(of: $0, since: zero) }
    let first = times.firstIndex { $0 >= scan.window.from ?? 0 } ?? times.count
    let end = scan.window.to.flatMap { end in times.firstIndex { $0 >= end } } ?? times.count
    return first < end ? first..<end : nil
  }

  private func time(of picture: PacketIndex.Entry, since zero: Timestamp) -> Ratio {
    let ticks = picture.pts - zero.floored(to: index.timeBase).ticks
    return Ratio(ticks: ticks, of: index.timeBase) ?? 0
  }

  private func range(of window: Range<Int>) -> TimeRange? {
    guard let all = index.range else { return nil }
    let end =
      window.upperBound < index.pictures.count
      ? Timestamp(index.pictures[window.upperBound].pts, index.timeBase) : all.end
    return TimeRange(Timestamp(index.pictures[window.lowerBound].pts, index.timeBase), upTo: end)
  }

  /// When the pictures appear; what an encoder spent on each says how much moves in it.
  private func frames(_ window: Range<Int>) -> FrameStarts {
    let entries = index.pictures[window]
    var motion: [Float] = []
    for entry in entries { motion.append(entry.isKey ? motion.last ?? 0 : Float(entry.size)) }
    return FrameStarts(entries.map(\.pts), index.timeBase, motion: motion)
  }
}
