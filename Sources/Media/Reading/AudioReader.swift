internal import CMedia
public import MediaTypes

/// A cursor over the sound of one stream, mixed to one channel at a rate of the caller's choice.
///
/// Blocks follow each other without overlap; where the stream has a hole, the next block starts later
/// than the one before ended. A reader blocks while it decodes and belongs to one thread at a time.
public struct AudioReader: ~Copyable {
  /// The sample rates that can be asked for.
  public static let sampleRates = 1000...384_000

  /// Samples in a second of every block.
  public let sampleRate: Int
  private var decoder: SoundDecoder

  /// Opens the stream with that index, or the one that a player would play.
  public init(
    _ source: MediaSource, stream: Int? = nil, sampleRate: Int = 16000,
    limits: MediaLimits = MediaLimits(), interruption: Interruption = Interruption()
  ) throws(MediaError) {
    decoder = try SoundDecoder(
      source, stream: stream, mode: CMEDIA_SOUND_SAMPLES, sampleRate: Self.checked(sampleRate),
      limits: limits, interruption: interruption)
    self.sampleRate = sampleRate
  }

  /// What the file says of itself.
  public var description: MediaDescription { decoder.description }
  /// The stream that is read.
  public var stream: AudioStream { decoder.stream }
  /// What could not be read so far.
  public var damage: DamageMap { decoder.damage }

  /// Reads the next block; nil at the end.
  public mutating func next() throws(MediaError) -> SoundBlock? {
    var block = unsafe cmedia_sound_block()
    let code = unsafe cmedia_sound_next(decoder.handle, decoder.input.handle, &block)
    guard try decoder.check(code) else { return nil }
    let samples = unsafe UnsafeBufferPointer(start: block.samples, count: Int(block.count))
    return unsafe SoundBlock(
      start: Timestamp(block.start, stream.common.timeBase), sampleRate: sampleRate,
      samples: Array(samples))
  }

  private static func checked(_ sampleRate: Int) throws(MediaError) -> Int {
    guard sampleRates.contains(sampleRate) else {
      let (lowest, highest) = (sampleRates.lowerBound, sampleRates.upperBound)
      throw MediaError(.invalidRequest, "a sample rate lies between \(lowest) and \(highest)")
    }
    return sampleRate
  }
}
