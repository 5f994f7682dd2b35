internal import CMedia
internal import MediaTypes

/// Takes a stream apart into runs of packets, and marks in each what a plan wants.
///
/// Belongs to one thread at a time.
struct SegmentPlanner: ~Copyable {
  /// A run with something wanted in it.
  struct Job: ~Copyable {
    let number: Int
    let segment: PacketSegment
    /// The wanted pictures in the order they are shown.
    let wanted: [(place: Int, instants: [Ratio])]
    /// Whether the whole stream is this one run.
    let isOnly: Bool
  }

  /// What comes next.
  enum Step: ~Copyable {
    case job(Job)
    case end
    /// The stream cannot be taken apart, here or from here on.
    case irregular
  }

  private var input: MediaInput
  private let stream: Int
  private let timeBase: TimeBase
  private let plan: SamplingPlan
  private let window: SamplingWindow
  private let limits: cmedia_segment_limits
  private let mostWanted: Int
  private let index: PacketIndex?
  private var wanted: WantedPictures?
  /// Number of runs given.
  private(set) var jobs = 0
  private var isFinished = false
  /// Where the next run starts, in ticks.
  private var position: Int64?
  private var jumpedFor: Int64?

  /// Takes over an input that has selected `stream`.
  ///
  /// A run with more than `mostWanted` pictures that are wanted is irregular.
  init(
    _ input: MediaInput, stream: StreamFacts, plan: SamplingPlan, window: SamplingWindow,
    mostWanted: Int, index: PacketIndex?
  ) {
    (self.input, self.stream, timeBase) = (input, stream.index, stream.timeBase)
    (self.plan, self.window, self.mostWanted) = (plan, window, mostWanted)
    self.index = index
    // Where everything is wanted, short runs are joined: each repeats the key picture of the next.
    let isDense = plan == .everyFrame
    limits = cmedia_segment_limits(
      min_packets: isDense ? Self.shortestDenseRun : 1,
      max_packets: isDense ? CInt(clamping: min(600, mostWanted)) : 6000, max_bytes: 64 << 20)
  }

  /// Packets of a run below which a decoder spends more on the repeated key picture than it saves.
  static let shortestDenseRun: CInt = 60

  /// Gaps in time between the pictures seen so far.
  private(set) var damage = DamageMap()
  private var spread = DamageSpread()
  /// When the picture before was on show by its own length; nil before the first and behind a jump.
  private var shown: TimeRange?
  /// Number of packets in the runs seen so far.
  private var packets = 0

  /// When the last picture of the stream ends; nil unless the plan led there.
  private(set) var streamEnd: Timestamp?

  /// The walk along the plan as far as it got; nil before the first step.
  var progress: WantedPictures? { wanted }

  /// Gives the next run with something wanted in it.
  mutating func next() throws(MediaError) -> Step {
    while !isFinished {
      try jumpAhead()
      var handle: OpaquePointer?
      let code = unsafe cmedia_input_next_segment(input.handle, limits, &handle)
      switch code {
      case 0: break
      case CMEDIA_END: return .end
      case CMEDIA_IRREGULAR: return .irregular
      default: throw input.error(code)
      }
      guard let handle = unsafe handle, let segment = unsafe PacketSegment(handle, index) else {
        return .irregular
      }
      if wanted == nil {
        guard let first = segment.pictures.first else { return .irregular }
        wanted = try WantedPictures(
          plan, in: window, zero: Timestamp(first.pts, timeBase),
          mostInstants: input.limits.instants, of: input.source.name)
      }
      noteGaps(in: segment)
      let marked = try mark(segment)
      guard marked.count <= mostWanted else { return .irregular }
      position = segment.end
      if position == nil {
        streamEnd = segment.pictures.last.map { Timestamp($0.end, timeBase) }
      }
      isFinished = position.map { wanted?.isOver(at: $0) == true } ?? true
      guard !marked.isEmpty else { continue }
      defer { jobs += 1 }
      let isOnly = jobs == 0 && segment.end == nil
      return .job(Job(number: jobs, segment: segment, wanted: marked, isOnly: isOnly))
    }
    return .end
  }

  private mutating func mark(
    _ segment: borrowing PacketSegment
  ) throws(MediaError) -> [(place: Int, instants: [Ratio])] {
    var marked: [(place: Int, instants: [Ratio])] = []
    for (place, picture) in segment.pictures.enumerated() {
      let verdict = try wanted?.verdict(
        start: picture.pts, end: picture.end, isKey: picture.isEntry)
      guard case .wanted(let instants) = verdict else { continue }
      segment.want(picture)
      marked.append((place, instants))
    }
    return marked
  }

  private mutating func noteGaps(in segment: borrowing PacketSegment) {
    for picture in segment.pictures {
      let start = Timestamp(picture.pts, timeBase)
      let packet = packets + picture.packet
      if let shown, let gap = DamageMap.gap(after: shown, before: start) {
        spread.begin(at: packet - 1, entry: damage.add(.gap, gap), in: &damage)
      }
      let end = Timestamp(picture.end, timeBase)
      spread.advance(
        to: TimeRange(start, upTo: max(start, end)), isKey: picture.isEntry, packet: packet,
        in: &damage)
      let ticks = picture.pts.addingClamped(picture.duration)
      shown = TimeRange(start, upTo: Timestamp(ticks, timeBase))
    }
    packets += segment.packetCount
  }

  /// Passes over what nobody wants, where the container or an index tells how.
  private mutating func jumpAhead() throws(MediaError) {
    guard let position, let target = wanted?.nextWanted, target != jumpedFor,
      Timestamp(target, timeBase).seconds(since: Timestamp(position, timeBase)) > 2
    else { return }
    jumpedFor = target
    switch jump(to: target, from: position) {
    case CMEDIA_END: return
    case 0: (shown, spread) = (nil, DamageSpread())
    case CMEDIA_IRREGULAR:
      input = try input.reopened(selecting: stream)
      // All gaps come again.
      (shown, spread, damage) = (nil, DamageSpread(), DamageMap())
    case let code: throw input.error(code)
    }
  }

  /// `CMEDIA_END`: it is no use, and nothing was done.
  private func jump(to target: Int64, from position: Int64) -> CInt {
    if unsafe cmedia_input_can_jump(input.handle) {
      return unsafe cmedia_input_jump(input.handle, target)
    }
    guard let entry = index?.entry(notAfter: target), entry.pts > position,
      let place = entry.position
    else { return CMEDIA_END }
    return unsafe cmedia_input_jump_to(input.handle, place, entry.pts)
  }
}
