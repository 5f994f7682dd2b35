internal import CMedia
internal import MediaTypes

/// Encodes pictures of a stream anew, so that they can stand in a file with packets of it.
///
/// Belongs to one thread at a time.
@safe
final class Recoder {
  /// A packet that was made; its bytes stay in the recoder until the next.
  struct Packet {
    let pts: Int64, dts: Int64
  }

  /// How its packets come into a file.
  enum Purpose: Sendable, Equatable {
    /// Between those of the stream.
    case splicing
    /// In place of all of the stream's.
    case replacing(asHEVC: Bool)
  }

  let handle: OpaquePointer
  private let input: MediaInput

  /// Opens an encoder for the stream that `input` has selected; nil if nothing can be spliced into that.
  init?(for input: MediaInput, _ purpose: Purpose) throws(MediaError) {
    var handle: OpaquePointer?
    let options = cmedia_recoder_options(
      is_spliced: purpose == .splicing, is_hevc: purpose == .replacing(asHEVC: true))
    cmedia_forget_log()
    let code = unsafe cmedia_recoder_open(
      input.handle, options, input.interruption.handle, &handle)
    if code == CMEDIA_IRREGULAR { return nil }
    guard code == 0, let handle = unsafe handle else {
      let error = input.error(code)
      guard error.code == .unsupportedCodec || error.code == .unreadable else { throw error }
      throw MediaError(
        .unsupportedCodec, "\(input.source.name): its pictures cannot be encoded here",
        detail: error.detail)
    }
    unsafe (self.handle, self.input) = (handle, input)
  }

  deinit { unsafe cmedia_recoder_close(handle) }

  /// How many packets may come before one that is shown before them.
  var delay: Int { unsafe Int(cmedia_recoder_delay(handle)) }

  /// Takes a picture.
  func add(_ picture: borrowing DecodedFrame) throws(MediaError) {
    let (decoder, pts) = unsafe (picture.decoder, picture.frame.timestamp.ticks)
    let code = unsafe cmedia_recoder_add(handle, decoder, pts)
    guard code == 0 else { throw input.error(code) }
  }

  /// Tells it that no picture follows.
  func end() throws(MediaError) {
    let code = unsafe cmedia_recoder_end(handle)
    guard code == 0 else { throw input.error(code) }
  }

  /// Makes the next packet; nil if it wants more pictures first, or has given all.
  func next() throws(MediaError) -> Packet? {
    var packet = cmedia_packet()
    let code = unsafe cmedia_recoder_next(handle, &packet)
    if code == CMEDIA_END { return nil }
    guard code == 0 else { throw input.error(code) }
    return Packet(pts: packet.pts, dts: packet.dts)
  }
}
