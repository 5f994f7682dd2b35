internal import CMedia
package import MediaTypes

/// A cursor over the sound of one stream in two channels, from some moment on.
///
/// A reader blocks while it decodes and belongs to one thread at a time.
package struct StereoReader: ~Copyable {
  /// Samples of each channel in a second.
  package let sampleRate: Int
  private let opening: Opening
  private var decoder: SoundDecoder
  /// Samples of each channel since the start that were given.
  private var given = 0
  /// What was decoded and not given yet, and where its first sample lies, counted from the start.
  private var samples: [Float] = [], place = 0
  private var hasBegun = false, hasEnded = false

  /// What opening the stream takes.
  private struct Opening {
    let source: MediaSource
    let start: Timestamp
    let sampleRate: Int
    let limits: MediaLimits
    let interruption: Interruption

    /// Opens the stream at its start, or if it can some moments before where reading starts.
    func open(jumping: Bool) throws(MediaError) -> SoundDecoder {
      let decoder = try SoundDecoder(
        source, stream: nil, mode: CMEDIA_SOUND_STEREO, sampleRate: sampleRate, limits: limits,
        interruption: interruption)
      guard jumping else { return decoder }
      let ticks = start.floored(to: decoder.stream.common.timeBase).ticks
      let code = unsafe cmedia_sound_seek(decoder.handle, decoder.input.handle, ticks)
      guard code != CMEDIA_IRREGULAR else { return try open(jumping: false) }
      guard code == 0 else { throw decoder.input.error(code) }
      return decoder
    }
  }

  /// Opens the stream that a player would play.
  package init(
    _ source: MediaSource, from start: Timestamp, sampleRate: Int = 48_000,
    limits: MediaLimits = MediaLimits(), interruption: Interruption = Interruption()
  ) throws(MediaError) {
    opening = Opening(
      source: source, start: start, sampleRate: sampleRate, limits: limits,
      interruption: interruption)
    self.sampleRate = sampleRate
    decoder = try opening.open(jumping: true)
  }

  /// The next `count` samples of each channel, left and right by turns; silence where there are none.
  package mutating func next(_ count: Int) throws(MediaError) -> [Float] {
    try begin()
    var result = [Float](repeating: 0, count: 2 * count)
    let end = given + count
    while true {
      // What overlaps of what is here.
      let (from, upTo) = (max(place, given), min(place + samples.count / 2, end))
      if from < upTo {
        result.replaceSubrange(
          2 * (from - given)..<2 * (upTo - given),
          with: samples[2 * (from - place)..<2 * (upTo - place)])
      }
      guard !hasEnded, place + samples.count / 2 < end else { break }
      try decode()
    }
    given = end
    return result
  }

  private mutating func begin() throws(MediaError) {
    guard !hasBegun else { return }
    hasBegun = true
    try decode()
    // Some demuxers promise to jump before a moment, and land behind it.
    guard hasEnded || place > 0 else { return }
    decoder = try opening.open(jumping: false)
    (samples, place, hasEnded) = ([], 0, false)
  }

  /// Makes the next block the one that is here.
  private mutating func decode() throws(MediaError) {
    var block = unsafe cmedia_sound_block()
    let code = unsafe cmedia_sound_next(decoder.handle, decoder.input.handle, &block)
    guard try decoder.check(code), let first = unsafe block.samples else {
      (hasEnded, samples) = (true, [])
      return
    }
    let base = decoder.stream.common.timeBase
    let time = unsafe Timestamp(block.start, base)
    let told = Int((time.seconds(since: opening.start) * Double(sampleRate)).rounded())
    // Blocks follow each other to the sample, though their times are told in coarser ticks.
    let tick = sampleRate * Int(base.numerator) / Int(base.denominator) + 1
    let next = place + samples.count / 2
    place = !samples.isEmpty && abs(told - next) <= tick ? next : told
    samples = unsafe Array(UnsafeBufferPointer(start: first, count: 2 * Int(block.count)))
  }
}
