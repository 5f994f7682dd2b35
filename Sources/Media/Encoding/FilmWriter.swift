internal import CMedia
package import MediaTypes

/// Writes pictures and sound into an MP4 file that plays everywhere: H.264 and AAC, its index in front.
///
/// The file gets its name once it is finished; a writer that is given up leaves nothing behind. A writer
/// belongs to one thread at a time.
@safe
package struct FilmWriter: ~Copyable {
  private let settings: FilmSettings
  private let interruption: Interruption
  private let file: PartFile
  private let handle: OpaquePointer

  /// Begins a film; without `replacing`, a name that is taken is an error.
  package init(
    path: String, _ settings: FilmSettings, replacing: Bool = false, interruption: Interruption
  ) throws(MediaError) {
    try settings.check()
    let file = try PartFile(path, replacing: replacing)
    var handle: OpaquePointer?
    cmedia_forget_log()
    let code = unsafe file.draft.withCString { draft in
      unsafe cmedia_film_open(
        cmedia_film_options(
          path: draft, width: CInt(settings.width), height: CInt(settings.height),
          rate: cmedia_rational(
            num: Int32(settings.rate.numerator), den: Int32(settings.rate.denominator)),
          has_sound: settings.hasSound, quality: CInt(settings.quality), threads: 0),
        interruption.handle, &handle)
    }
    guard cmedia_fault_of(code) != CMEDIA_FAULT_NO_ENCODER else {
      throw MediaError(code, making: "this machine's FFmpeg has no encoder for H.264 and AAC films")
    }
    guard code == 0, let handle = unsafe handle else {
      throw MediaError(code, writing: path, interruption: interruption)
    }
    (self.settings, self.interruption, self.file) = (settings, interruption, file)
    unsafe self.handle = handle
  }

  deinit { unsafe cmedia_film_close(handle) }

  /// Adds the next picture, in RGB and of the film's size.
  package mutating func add(_ picture: Picture) throws(MediaError) {
    let layout = picture.layout
    let wanted = Picture.Layout(.rgb24, width: settings.width, height: settings.height)
    guard layout == wanted else {
      throw MediaError(
        .invalidRequest,
        "a film of \(wanted.width) by \(wanted.height) takes no \(layout.format) picture of "
          + "\(layout.width) by \(layout.height)")
    }
    try picture.checkSize()
    cmedia_forget_log()
    let code = unsafe picture.pixels.withUnsafeBufferPointer { pixels in
      guard let base = pixels.baseAddress else { return CInt(-1) }
      return unsafe cmedia_film_add_picture(handle, base, pixels.count)
    }
    try check(code)
  }

  /// Adds the picture that a reader has come to: upright and whole, with black where its shape is another.
  package mutating func add(currentOf reader: borrowing VideoReader) throws(MediaError) {
    cmedia_forget_log()
    let film = unsafe handle
    var code: CInt = 0
    try reader.withCurrent { picture throws(MediaError) in
      code = unsafe cmedia_film_add_current(film, picture.decoder)
    }
    try check(code)
  }

  /// Adds the samples that follow, left and right by turns, 48,000 of each in a second.
  ///
  /// Sound may run ahead of its pictures or come after them. In the end it lasts as long as they do: what
  /// is missing is silence, and what is too much is left out.
  package mutating func add(sound interleaved: [Float]) throws(MediaError) {
    guard settings.hasSound, interleaved.count % 2 == 0 else {
      throw MediaError(
        .invalidRequest,
        settings.hasSound ? "sound comes in pairs of samples" : "the film has no sound track")
    }
    cmedia_forget_log()
    let code = unsafe interleaved.withUnsafeBufferPointer { samples in
      guard let base = samples.baseAddress else { return CInt(0) }
      return unsafe cmedia_film_add_sound(handle, base, CInt(samples.count / 2))
    }
    try check(code)
  }

  /// Completes the file, gives it its name, and tells how many bytes it has.
  package consuming func finish() throws(MediaError) -> Int64 {
    var size: Int64 = 0
    cmedia_forget_log()
    try check(unsafe cmedia_film_finish(handle, &size))
    try file.publish()
    file.keep()
    return size
  }

  private func check(_ code: CInt) throws(MediaError) {
    guard code == 0 else {
      throw MediaError(code, writing: file.path, interruption: interruption)
    }
  }
}
