internal import CMedia
internal import Dispatch
public import MediaTypes

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Picks pictures out of a video by a plan, and draws them on as many threads as the machine has cores.
///
/// Samples come in the order in which they are shown, and each is the picture that decoding everything
/// would give. No more is decoded than that takes.
public struct FrameSampler<Drawing: Sendable>: ~Copyable {
  /// Draws one picture; called on several threads at once, and lent the picture only while it runs.
  public typealias Draw = @Sendable (borrowing DecodedFrame) throws(MediaError) -> Drawing

  /// What the file says of itself.
  public let description: MediaDescription
  /// The stream that is read.
  public let stream: VideoStream
  /// What was asked and what was done so far; whole once `next` has returned nil.
  public private(set) var report = SamplingReport()
  /// The first picture's start, from which instants count; nil before the first sample.
  public private(set) var zero: Timestamp?

  private let input: MediaInput
  private let plan: SamplingPlan
  private let window: SamplingWindow
  private let draw: Draw
  private var pipeline: SegmentPipeline<Drawing>?
  private var sequence: SequentialSampling<Drawing>?
  private var batch: [Sample<Drawing>] = []
  private var batchPlace = 0
  private var last: Frame?
  private var isOver = false

  /// Opens a video to sample the stream with that index, or the one that a player would show.
  ///
  /// `workers` is the number of decoding threads, nil for one a core. `bytesPerDrawing` is what `draw`
  /// returns at most, so that memory stays bounded. An `index` of the same stream lets the sampler jump
  /// in containers that have no list of their key pictures.
  public init(
    _ source: MediaSource, _ plan: SamplingPlan, window: SamplingWindow = SamplingWindow(),
    stream: Int? = nil, index: PacketIndex? = nil, workers: Int? = nil, bytesPerDrawing: Int,
    limits: MediaLimits = MediaLimits(), interruption: Interruption = Interruption(),
    draw: @escaping Draw
  ) throws(MediaError) {
    let input = try MediaInput(source, limits: limits, interruption: interruption)
    try self.init(
      input, plan, window: window, stream: stream, index: index, workers: workers,
      draw: { _ throws(MediaError) in (bytesPerDrawing, draw) })
  }

  /// `draw` is made once the stream is known.
  init(
    _ input: MediaInput, _ plan: SamplingPlan, window: SamplingWindow, stream number: Int?,
    index: PacketIndex?, workers: Int?,
    draw make: (VideoStream) throws(MediaError) -> (bytes: Int, draw: Draw)
  ) throws(MediaError) {
    let description = MediaDescription(of: input)
    let stream = try description.video(at: number, of: input)
    try input.select(stream: stream.common.index)
    if let index, index.stream != stream.common.index || index.timeBase != stream.common.timeBase {
      throw MediaError(.invalidRequest, "the index is one of another stream than the one to sample")
    }
    let (bytes, draw) = try make(stream)
    let resolved = try plan.withInstants(of: input, stream, window)
    _ = try WantedPictures(resolved, in: window, zero: Timestamp(0, stream.common.timeBase))
    let threads = input.limits.threads
    let workers = max(
      1, workers ?? threads ?? min(16, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    let runs = SegmentPipeline<Drawing>.runsInFlight(workers: workers)
    let mostWanted = max(1, SamplingMemory.bytes / max(1, bytes) / runs)
    let isWorthIt = resolved != .everyFrame || mostWanted >= SegmentPlanner.shortestDenseRun
    if isWorthIt, unsafe cmedia_input_has_segments(input.handle) {
      let planner = SegmentPlanner(
        input, stream: stream.common, plan: resolved, window: window, mostWanted: mostWanted,
        index: index)
      let pipeline = SegmentPipeline(
        input, timeBase: stream.common.timeBase, planner: planner, workers: workers, draw: draw)
      self.init(input, description, stream, resolved, window, draw, pipeline, nil)
      pipeline.start()
    } else {
      let sequence = try SequentialSampling(
        input, stream: stream.common.index, plan: resolved, window: window,
        threads: threads ?? 0, after: nil, draw: draw)
      self.init(input, description, stream, resolved, window, draw, nil, sequence)
      report.isSequential = true
    }
  }

  private init(
    _ input: MediaInput, _ description: MediaDescription, _ stream: VideoStream,
    _ plan: SamplingPlan, _ window: SamplingWindow, _ draw: @escaping Draw,
    _ pipeline: SegmentPipeline<Drawing>?, _ sequence: consuming SequentialSampling<Drawing>?
  ) {
    (self.input, self.description, self.stream) = (input, description, stream)
    (self.plan, self.window, self.draw) = (plan, window, draw)
    self.pipeline = pipeline
    self.sequence = sequence
  }

  deinit { pipeline?.stop() }

  /// Gives the next sample; nil after the last.
  public mutating func next() throws(MediaError) -> Sample<Drawing>? {
    guard let sample = try take() else { return nil }
    report.add(sample.frame, instants: sample.instants.count, after: last)
    last = sample.frame
    return sample
  }

  private mutating func take() throws(MediaError) -> Sample<Drawing>? {
    while !isOver {
      if batchPlace < batch.count {
        defer { batchPlace += 1 }
        return batch[batchPlace]
      }
      if sequence != nil { return try takeInSequence() }
      guard let pipeline else { return nil }
      switch pipeline.next() {
      case .samples(let samples):
        (batch, batchPlace) = (samples, 0)
        zero = zero ?? pipeline.progress?.zero
      case .irregular:
        pipeline.stop()
        self.pipeline = nil
        try goOnInSequence(
          threads: input.limits.threads ?? 0,
          with: try input.reopened(selecting: stream.common.index))
      case .failure(let error):
        isOver = true
        throw error
      case nil:
        finish(pipeline.progress)
      }
    }
    return nil
  }

  private mutating func takeInSequence() throws(MediaError) -> Sample<Drawing>? {
    guard var sequence = sequence.take() else { return nil }
    let sample = try sequence.next()
    zero = sequence.progress?.zero
    report.damage = sequence.damage
    guard sample == nil else {
      self.sequence = consume sequence
      return sample
    }
    finish(sequence.progress)
    // Not a single picture, and not for want of trying.
    if zero == nil, !report.damage.isEmpty {
      throw MediaError(.unreadable, "\(input.source.name): none of its pictures could be read")
    }
    return nil
  }

  private mutating func goOnInSequence(
    threads: Int, with input: MediaInput
  ) throws(MediaError) {
    report.isSequential = true
    batch = []
    batchPlace = 0
    sequence = try SequentialSampling(
      input, stream: stream.common.index, plan: plan, window: window, threads: threads,
      after: last?.timestamp, draw: draw)
  }

  private mutating func finish(_ progress: WantedPictures?) {
    isOver = true
    pipeline?.stop()
    if let pipeline { report.damage = pipeline.damage }
    if let zero, let end = pipeline?.streamEnd, let missing = stream.missing(after: end, from: zero)
    {
      report.damage.add(.truncated, missing)
    }
    pipeline = nil
    guard let progress else { return }
    report.drop(progress.droppedBeforeStart, .beforeStart)
    report.drop(progress.left, .afterEnd)
  }
}

/// How much of undelivered drawings may lie in memory.
enum SamplingMemory {
  static let bytes = 48 << 20
}

extension FrameSampler where Drawing == Picture {
  /// Opens a video to draw the pictures of a plan in one format and size.
  public init(
    _ source: MediaSource, _ plan: SamplingPlan, window: SamplingWindow = SamplingWindow(),
    drawing format: Picture.Format, size: PictureSize = .full, stream: Int? = nil,
    index: PacketIndex? = nil, workers: Int? = nil, limits: MediaLimits = MediaLimits(),
    interruption: Interruption = Interruption()
  ) throws(MediaError) {
    let input = try MediaInput(source, limits: limits, interruption: interruption)
    try self.init(
      input, plan, window: window, stream: stream, index: index, workers: workers
    ) {
      stream throws(MediaError) in
      let (width, height) = size.size(
        ofWidth: stream.uprightSize.width, height: stream.uprightSize.height)
      // Larger ones are refused when it comes to drawing.
      let (wide, high) = (max(1, min(width, 32768)), max(1, min(height, 32768)))
      return (
        3 * wide * high,
        { frame throws(MediaError) in try frame.picture(format, size) }
      )
    }
  }
}

extension SamplingPlan {
  /// The plan with a count turned into the instants it stands for.
  fileprivate func withInstants(
    of input: MediaInput, _ stream: VideoStream, _ window: SamplingWindow
  ) throws(MediaError) -> SamplingPlan {
    guard case .count(let count) = self else { return self }
    guard count > 0 else {
      throw MediaError(.invalidRequest, "the number of pictures must be above zero")
    }
    let length = try measuredLength(of: input, stream)
    let from = max(0, window.from ?? 0)
    let to = min(length, window.to ?? length)
    guard to > from, let span = to.subtracting(from) else { return .at([]) }
    return .at(
      (0..<count).compactMap { part in
        Ratio(Int64(2 * part + 1), Int64(2 * count))?.multiplied(by: span)?.adding(from)
      })
  }

  /// Seconds from the first picture's start to the last one's end.
  private func measuredLength(
    of input: MediaInput, _ stream: VideoStream
  ) throws(MediaError) -> Ratio {
    // The sample table of MP4 is exact; what other containers claim is a rounded or rough figure.
    let base = stream.common.timeBase
    if input.isMP4, unsafe cmedia_input_is_whole(input.handle),
      unsafe cmedia_input_has_segments(input.handle), let claimed = stream.common.duration,
      claimed.ticks > 0, let length = Ratio(ticks: claimed.ticks, of: base)
    {
      return length
    }
    let index = try PacketIndex(
      reading: try input.reopened(selecting: stream.common.index), stream)
    guard let range = index.range else { return 0 }
    return Ratio(ticks: range.end.ticks - range.start.ticks, of: base) ?? 0
  }
}
