internal import CMedia
public import MediaTypes

/// A cursor over the pictures of one video stream, in the order they are shown.
///
/// `advance` makes the next picture current; `render` draws the current one, as often as needed.
/// A reader blocks while it decodes and belongs to one thread at a time.
public struct VideoReader: ~Copyable {
  /// What the file says of itself.
  public let description: MediaDescription
  /// The stream that is read.
  public let stream: VideoStream
  /// What could not be read so far.
  public private(set) var damage = DamageMap()

  private var input: MediaInput
  private var decoder: PictureDecoder
  private var current: Frame?
  private var nextOrdinal: Int? = 0
  /// What the last `seek` was for, and the number of pictures passed since then or since opening.
  private var sought: Timestamp?
  private var passed = 0
  /// The first picture's start and the last one's end, so far.
  private var start: Timestamp?, end: Timestamp?
  /// When the picture before was on show by its own length, and what damage may have done to later ones.
  private var shown: TimeRange?
  private var spread = DamageSpread()
  /// The time of the picture before, in ticks.
  private var previous: Int64?
  private var isThreaded: Bool

  /// Opens the stream with that index, or the one that a player would show.
  ///
  /// `threads` is the number of threads that decode; 0 stands for as many as the limits allow, or there are
  /// cores. A damaged video is decoded by one, since only then it looks the same each time.
  public init(
    _ source: MediaSource, stream: Int? = nil, limits: MediaLimits = MediaLimits(),
    interruption: Interruption = Interruption(), threads: Int = 0
  ) throws(MediaError) {
    let input = try MediaInput(source, limits: limits, interruption: interruption)
    try self.init(
      input, stream: stream, threads: threads == 0 ? limits.threads ?? 0 : threads)
  }

  init(_ input: MediaInput, stream index: Int?, threads: Int) throws(MediaError) {
    let description = MediaDescription(of: input)
    let stream = try description.video(at: index, of: input)
    try input.select(stream: stream.common.index)
    decoder = try PictureDecoder(for: input, threads: threads, isIsolated: false)
    (self.input, self.description, self.stream) = (input, description, stream)
    isThreaded = threads != 1
  }

  /// Makes the first further picture current that is still on show after `earliest`; nil at the end.
  public mutating func advance(notBefore earliest: Timestamp? = nil) throws(MediaError) -> Frame? {
    while let frame = try step() {
      guard let earliest, frame.end <= earliest else {
        current = frame
        return frame
      }
    }
    return nil
  }

  /// Passes on to the next picture, and counts it.
  private mutating func step() throws(MediaError) -> Frame? {
    current = nil
    while true {
      var facts = cmedia_frame()
      let code = unsafe cmedia_decoder_advance(decoder.handle, input.handle, .min, &facts)
      guard code == 0 || code == CMEDIA_END else { throw input.error(code) }
      let isDamaged = try takeDamage()
      if isThreaded, unsafe isDamaged || cmedia_decoder_is_suspect(decoder.handle) {
        try restartInOneThread()
        continue
      }
      guard code == 0 else {
        noteTruncation()
        return nil
      }
      defer {
        passed += 1
        nextOrdinal = nextOrdinal.map { $0 + 1 }
      }
      let base = stream.common.timeBase
      var next: Int64?
      if facts.duration <= 0, facts.next_pts == .min, let previous {
        next = facts.pts.addingClamped(
          facts.pts.subtractingReportingOverflow(previous).partialValue)
      }
      previous = facts.pts
      let frame = Frame(facts, ordinal: nextOrdinal, next: next, timeBase: base)
      noteSpread(to: frame, packet: Int(facts.packet))
      if start == nil, sought == nil { start = frame.timestamp }
      end = frame.end
      return frame
    }
  }

  /// What comes behind a gap may have been built on what is missing.
  private mutating func noteSpread(to frame: Frame, packet: Int) {
    if let shown, let gap = DamageMap.gap(after: shown, before: frame.timestamp) {
      spread.begin(at: packet - 1, entry: damage.add(.gap, gap), in: &damage)
    }
    spread.advance(to: frame.range, isKey: frame.isKey, packet: packet, in: &damage)
    let ticks = frame.timestamp.ticks.addingClamped(frame.duration)
    shown = TimeRange(frame.timestamp, upTo: Timestamp(ticks, frame.timestamp.timeBase))
  }

  /// Once, where the stream ends before it claims to.
  private mutating func noteTruncation() {
    guard let start, let end, let missing = stream.missing(after: end, from: start) else { return }
    self.end = nil
    damage.add(.truncated, missing)
  }

  /// What threads make of damage depends on which is ahead: go back, and come here again with one.
  private mutating func restartInOneThread() throws(MediaError) {
    let count = passed
    isThreaded = false
    damage = DamageMap()
    forgetSpread()
    if let sought { try seek(to: sought) } else { try rewind() }
    decoder = try PictureDecoder(for: input, threads: 1, isIsolated: false)
    while passed < count, try step() != nil {}
  }

  private mutating func forgetSpread() { (shown, spread) = (nil, DamageSpread()) }

  private mutating func rewind() throws(MediaError) {
    input = try input.reopened(selecting: stream.common.index)
    (nextOrdinal, passed) = (0, 0)
  }

  /// Draws the current picture, scaled to the layout of `picture`.
  public func render(into picture: inout Picture) throws(MediaError) {
    try withCurrent { current throws(MediaError) in try current.render(into: &picture) }
  }

  /// Draws the current picture in a size of its own.
  public func picture(
    _ format: Picture.Format, _ size: PictureSize = .full
  ) throws(MediaError) -> Picture {
    try withCurrent { current throws(MediaError) in try current.picture(format, size) }
  }

  /// Jumps so that `advance(notBefore: timestamp)` finds the picture on show then.
  ///
  /// Where a jump cannot be exact, reading goes on from the start of the file instead. Damage that lies
  /// before the place jumped to cannot be noticed, nor what it would have done to later pictures.
  public mutating func seek(to timestamp: Timestamp) throws(MediaError) {
    let target = timestamp.floored(to: stream.common.timeBase)
    (current, previous, sought, passed) = (nil, nil, timestamp, 0)
    forgetSpread()
    switch unsafe cmedia_input_jump(input.handle, target.ticks) {
    case 0: nextOrdinal = nil
    case CMEDIA_IRREGULAR: try rewind()
    case let code: throw input.error(code)
    }
    unsafe cmedia_decoder_reset(decoder.handle)
  }

  /// Lends the current picture to `body`.
  func withCurrent<Result>(
    _ body: (borrowing DecodedFrame) throws(MediaError) -> Result
  ) throws(MediaError) -> Result {
    guard let current else {
      throw MediaError(.invalidRequest, "there is no current picture: call advance() first")
    }
    return try body(DecodedFrame(current, in: decoder))
  }

  /// Whether there was any since the last picture.
  private mutating func takeDamage() throws(MediaError) -> Bool {
    var met = cmedia_damage()
    var isAny = false
    while unsafe cmedia_decoder_take_damage(decoder.handle, &met) {
      let entry = damage.add(met, timeBase: stream.common.timeBase)
      spread.begin(at: Int(met.packet), entry: entry, in: &damage)
      isAny = true
    }
    if isAny, let allowed = input.limits.damages, damage.count > allowed {
      throw .exceeded(
        "damages", allowed: Double(allowed), met: Double(damage.count), of: input.source.name)
    }
    return isAny
  }
}

extension MediaDescription {
  /// The stream with that index, or the one that a player would show, if it can be decoded.
  func video(at index: Int?, of input: MediaInput) throws(MediaError) -> VideoStream {
    let found = index.map { index in videos.first { $0.common.index == index } } ?? video
    let name = input.source.name
    guard let found else {
      let what = index.map { "stream \($0) of \(name) is not video" } ?? "\(name) has no pictures"
      throw MediaError(.noVideoStream, what)
    }
    guard found.common.isDecodable else {
      throw MediaError(
        .unsupportedCodec,
        "\(name): this machine's FFmpeg has no decoder for \(found.common.codec)")
    }
    let pixels = Int64(found.width) * Int64(found.height)
    guard pixels <= input.limits.pixels else {
      throw .exceeded(
        "pixels", allowed: Double(input.limits.pixels), met: Double(pixels), of: name)
    }
    return found
  }
}
