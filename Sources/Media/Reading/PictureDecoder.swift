internal import CMedia
internal import MediaTypes

/// A decoder of one video stream and the picture it holds.
///
/// Belongs to one thread at a time.
@safe
struct PictureDecoder: ~Copyable {
  let handle: OpaquePointer
  let source: MediaSource
  let interruption: Interruption

  /// Opens a decoder for the stream that `input` has selected.
  init(for input: MediaInput, threads: Int, isIsolated: Bool) throws(MediaError) {
    (source, interruption) = (input.source, input.interruption)
    var handle: OpaquePointer?
    let options = cmedia_decoder_options(
      threads: CInt(clamping: threads), max_pixels: input.limits.pixels, isolated: isIsolated)
    let code = unsafe cmedia_decoder_open(
      input.handle, options, input.interruption.handle, &handle)
    guard code == 0, let handle = unsafe handle else { throw input.error(code) }
    unsafe self.handle = handle
  }

  deinit { unsafe cmedia_decoder_close(handle) }
}
