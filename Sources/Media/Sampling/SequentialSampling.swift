internal import CMedia
internal import MediaTypes

/// Follows a plan with one decoder that sees every picture: for streams that cannot be taken apart.
struct SequentialSampling<Drawing: Sendable>: ~Copyable {
  private var reader: VideoReader
  private let input: MediaInput
  private let plan: SamplingPlan
  private let window: SamplingWindow
  private let after: Timestamp?
  private let draw: FrameSampler<Drawing>.Draw
  private var wanted: WantedPictures?

  /// Samples shown up to and including `after` were given before, and are passed over.
  init(
    _ input: MediaInput, stream: Int, plan: SamplingPlan, window: SamplingWindow, threads: Int,
    after: Timestamp?, draw: @escaping FrameSampler<Drawing>.Draw
  ) throws(MediaError) {
    self.input = input
    reader = try VideoReader(input, stream: stream, threads: threads)
    (self.plan, self.window, self.after, self.draw) = (plan, window, after, draw)
  }

  /// The walk along the plan as far as it got; nil before the first picture.
  var progress: WantedPictures? { wanted }
  /// What could not be read so far.
  var damage: DamageMap { reader.damage }

  mutating func next() throws(MediaError) -> Sample<Drawing>? {
    while let frame = try reader.advance() {
      if wanted == nil {
        wanted = try WantedPictures(
          plan, in: window, zero: frame.timestamp, mostInstants: input.limits.instants,
          of: input.source.name)
      }
      let (start, end) = (frame.timestamp.ticks, frame.end.ticks)
      if wanted?.isOver(at: start) == true { return nil }
      let verdict = try wanted?.verdict(start: start, end: end, isKey: frame.isKey)
      guard case .wanted(let instants) = verdict else { continue }
      if let after, frame.timestamp <= after { continue }
      let drawing = try reader.withCurrent { current throws(MediaError) in try draw(current) }
      return Sample(frame: frame, instants: instants, drawing: drawing)
    }
    return nil
  }
}
