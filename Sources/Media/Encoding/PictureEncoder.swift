internal import CMedia
public import MediaTypes

/// Turns pictures into JPEG, PNG or WebP files.
///
/// Pictures of one layout share one codec, so give those one after the other. An encoder belongs to
/// one thread at a time.
@safe
public struct PictureEncoder: ~Copyable {
  /// The kind of file.
  public enum Codec: Sendable, Hashable {
    /// Small and lossy; `quality` is that of libjpeg, from 1 to 100.
    case jpeg(quality: Int)
    /// Lossless.
    case png
    /// Smaller than JPEG, and not made by every machine's FFmpeg; `quality` is libwebp's, from 1 to 100.
    case webp(quality: Int)
  }

  /// The kind of file that comes out.
  public let codec: Codec
  private var handle: OpaquePointer?
  private var layout: Picture.Layout?

  /// Makes an encoder; a quality beyond the range counts as the nearest inside.
  public init(_ codec: Codec) { self.codec = codec }

  /// Whether this machine's FFmpeg makes such files.
  public static func makes(_ codec: Codec) -> Bool { cmedia_encoder_exists(codec.kind) }

  deinit { unsafe cmedia_encoder_close(handle) }

  /// The bytes of a file that holds the picture.
  public mutating func encode(_ picture: Picture) throws(MediaError) -> [UInt8] {
    try picture.checkSize()
    let handle = unsafe try opened(for: picture.layout)
    var bytes: UnsafePointer<UInt8>?
    var size = 0
    let code = unsafe picture.pixels.withUnsafeBufferPointer { pixels in
      guard let base = pixels.baseAddress else { return CInt(-1) }
      return unsafe cmedia_encoder_encode(handle, base, pixels.count, &bytes, &size)
    }
    guard code == 0 else { throw MediaError(code, making: "the picture could not be encoded") }
    return unsafe Array(UnsafeBufferPointer(start: bytes, count: size))
  }

  private mutating func opened(for layout: Picture.Layout) throws(MediaError) -> OpaquePointer {
    if let handle = unsafe handle, self.layout == layout { return unsafe handle }
    unsafe cmedia_encoder_close(handle)
    unsafe handle = nil
    let code = unsafe cmedia_encoder_open(
      codec.kind, layout.format.code, CInt(layout.width), CInt(layout.height), codec.quality,
      &handle)
    guard code == 0, let handle = unsafe handle else {
      throw MediaError(code, making: "this machine's FFmpeg gives no encoder for the picture")
    }
    self.layout = layout
    return unsafe handle
  }
}

extension PictureEncoder.Codec {
  /// What C calls it.
  fileprivate var kind: cmedia_picture_codec {
    switch self {
    case .jpeg: CMEDIA_JPEG
    case .png: CMEDIA_PNG
    case .webp: CMEDIA_WEBP
    }
  }

  fileprivate var quality: CInt {
    switch self {
    case .jpeg(let quality), .webp(let quality): CInt(min(max(quality, 1), 100))
    case .png: 0
    }
  }
}

extension Picture {
  /// Refuses a picture whose bytes are not as many as its layout says.
  func checkSize() throws(MediaError) {
    guard pixels.count == layout.byteCount else {
      throw MediaError(
        .invalidRequest,
        "the picture holds \(pixels.count) bytes, and its layout \(layout.byteCount)")
    }
  }
}

extension Picture.Format {
  /// What C calls it.
  var code: cmedia_format {
    switch self {
    case .gray8: CMEDIA_GRAY8
    case .rgb24: CMEDIA_RGB24
    case .yuv420: CMEDIA_YUV420
    case .yuv444: CMEDIA_YUV444
    }
  }
}

extension MediaError {
  /// The error behind a negative result of a call that makes something.
  init(_ code: CInt, making message: String) {
    let detail = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { text in
      guard let base = text.baseAddress else { return "" }
      unsafe cmedia_describe_error(code, base, text.count)
      return unsafe String(cString: base)
    }
    self.init(.unsupportedCodec, message, detail: detail)
  }
}
