internal import CMedia
public import MediaTypes

/// A picture that a decoder holds right now, to be looked at or drawn before the next takes its place.
@safe
public struct DecodedFrame: ~Copyable {
  /// Its place on the timeline.
  public let frame: Frame
  /// Lives longer than this value, which is only ever lent.
  let decoder: OpaquePointer
  private let source: MediaSource
  private let interruption: Interruption

  init(_ frame: Frame, in decoder: borrowing PictureDecoder) {
    self.frame = frame
    unsafe self.decoder = decoder.handle
    (source, interruption) = (decoder.source, decoder.interruption)
  }

  /// Draws the picture, scaled to the layout of `picture`.
  public func render(into picture: inout Picture) throws(MediaError) {
    let layout = picture.layout
    let format =
      switch layout.format {
      case .gray8: CMEDIA_GRAY8
      case .rgb24: CMEDIA_RGB24
      case .yuv420: CMEDIA_YUV420
      case .yuv444: CMEDIA_YUV444
      }
    guard picture.pixels.count == layout.byteCount else {
      throw MediaError(
        .invalidRequest,
        "the picture holds \(picture.pixels.count) bytes, and its layout \(layout.byteCount)")
    }
    let code = unsafe picture.pixels.withUnsafeMutableBufferPointer { [decoder] buffer in
      guard let base = buffer.baseAddress else { return CInt(-1) }
      return unsafe cmedia_decoder_render(
        decoder, format, CInt(layout.width), CInt(layout.height), base, buffer.count)
    }
    guard code == 0 else {
      throw MediaError(code, reading: source, interruption: interruption)
    }
  }

  /// Draws the picture in a size of its own.
  public func picture(
    _ format: Picture.Format, _ size: PictureSize = .full
  ) throws(MediaError) -> Picture {
    var picture = Picture(try frame.layout(format, size))
    try render(into: &picture)
    return picture
  }
}

extension Frame {
  /// The layout of a drawing of this frame.
  func layout(_ format: Picture.Format, _ size: PictureSize) throws(MediaError) -> Picture.Layout {
    let (width, height) = size.size(ofWidth: uprightWidth, height: uprightHeight)
    guard (1...32768).contains(width), (1...32768).contains(height) else {
      throw MediaError(.invalidRequest, "a picture cannot be drawn at \(width)×\(height) pixels")
    }
    return Picture.Layout(format, width: width, height: height)
  }
}
