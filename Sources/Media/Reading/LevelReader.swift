internal import CMedia
public import MediaTypes

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A cursor over how loud a sound stream is, a tenth of a second at a time.
///
/// Loudness is minus infinity before there is any, and where nothing tells which channel stands where.
/// The last tenth, and the one before a hole in the stream, may be shorter. A reader blocks while it
/// decodes and belongs to one thread at a time.
public struct LevelReader: ~Copyable {
  private var decoder: SoundDecoder

  /// Opens the stream with that index, or the one that a player would play.
  public init(
    _ source: MediaSource, stream: Int? = nil, limits: MediaLimits = MediaLimits(),
    interruption: Interruption = Interruption()
  ) throws(MediaError) {
    decoder = try SoundDecoder(
      source, stream: stream, mode: CMEDIA_SOUND_LEVELS, sampleRate: 0, limits: limits,
      interruption: interruption)
  }

  /// What the file says of itself.
  public var description: MediaDescription { decoder.description }
  /// The stream that is read.
  public var stream: AudioStream { decoder.stream }
  /// What could not be read so far.
  public var damage: DamageMap { decoder.damage }

  /// Reads the next tenth; nil at the end.
  public mutating func next() throws(MediaError) -> SoundLevel? {
    var level = cmedia_sound_level()
    let code = unsafe cmedia_sound_next_level(decoder.handle, decoder.input.handle, &level)
    guard try decoder.check(code) else { return nil }
    return SoundLevel(
      start: Timestamp(level.start, stream.common.timeBase), rms: Self.decibels(level.rms),
      peak: Self.decibels(level.peak), momentary: level.momentary, shortTerm: level.short_term,
      integrated: level.integrated)
  }

  private static func decibels(_ amplitude: Double) -> Double { 20 * log10(amplitude) }
}
