internal import CMedia
internal import MediaTypes

/// A decoder of one sound stream, with the input it reads.
///
/// Belongs to one thread at a time.
@safe
struct SoundDecoder: ~Copyable {
  let description: MediaDescription
  let stream: AudioStream
  let input: MediaInput
  let handle: OpaquePointer
  private(set) var damage = DamageMap()

  init(
    _ source: MediaSource, stream index: Int?, mode: cmedia_sound_mode, sampleRate: Int,
    limits: MediaLimits, interruption: Interruption
  ) throws(MediaError) {
    let input = try MediaInput(source, limits: limits, interruption: interruption)
    let description = MediaDescription(of: input)
    let stream = try description.sound(at: index, of: input)
    try input.select(stream: stream.common.index)
    var handle: OpaquePointer?
    let code = unsafe cmedia_sound_open(
      input.handle, mode, CInt(clamping: sampleRate), interruption.handle, &handle)
    guard code == 0, let handle = unsafe handle else { throw input.error(code) }
    (self.description, self.stream, self.input) = (description, stream, input)
    unsafe self.handle = handle
  }

  deinit { unsafe cmedia_sound_close(handle) }

  /// Passes the result of a call that reads on, after noting what damage it met; false at the end.
  mutating func check(_ code: CInt) throws(MediaError) -> Bool {
    var met = cmedia_damage()
    while unsafe cmedia_sound_take_damage(handle, &met) {
      damage.add(met, timeBase: stream.common.timeBase)
    }
    guard code == 0 || code == CMEDIA_END else { throw input.error(code) }
    if let allowed = input.limits.damages, damage.count > allowed {
      throw .exceeded(
        "damages", allowed: Double(allowed), met: Double(damage.count), of: input.source.name)
    }
    return code == 0
  }
}

extension MediaDescription {
  /// The stream with that index, or the one that a player would play, if it can be decoded.
  fileprivate func sound(at index: Int?, of input: MediaInput) throws(MediaError) -> AudioStream {
    let found = index.map { index in sounds.first { $0.common.index == index } } ?? sound
    let name = input.source.name
    guard let found else {
      let what = index.map { "stream \($0) of \(name) is not sound" } ?? "\(name) has no sound"
      throw MediaError(.noAudioStream, what)
    }
    guard found.common.isDecodable else {
      throw MediaError(
        .unsupportedCodec,
        "\(name): this machine's FFmpeg has no decoder for \(found.common.codec)")
    }
    return found
  }
}
