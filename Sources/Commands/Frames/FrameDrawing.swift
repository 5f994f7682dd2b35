internal import Media
internal import MediaTypes

/// How a picture becomes the bytes that are written.
struct FrameDrawing: Sendable {
  /// The kind of the files.
  enum Format: String, Sendable {
    case jpg, png, rgb
  }

  /// A picture as it is written.
  struct Drawn: Sendable {
    let bytes: [UInt8]
    let width: Int
    let height: Int
  }

  /// The kind of the files.
  let format: Format
  private let size: PictureSize
  private let codec: PictureEncoder.Codec?
  private let encoders: EncoderPool?

  init(_ arguments: Arguments) throws(CommandError) {
    format = arguments.text(of: .format).flatMap(Format.init) ?? .jpg
    size = try arguments.value(.size, .size) ?? .full
    if format != .jpg, arguments.has(.quality) {
      throw .usage("--quality means nothing to \(format)", advice: "leave it out")
    }
    let quality = try arguments.value(.quality, .whole(1...100)) ?? 90
    codec =
      switch format {
      case .jpg: .jpeg(quality: quality)
      case .png: .png
      case .rgb: nil
      }
    encoders = codec.map(EncoderPool.init)
  }

  private init(_ format: Format, size: PictureSize, _ other: FrameDrawing) {
    (self.format, self.size) = (format, size)
    (codec, encoders) = (other.codec, other.encoders)
  }

  /// The same drawing at the size of the stream, also where the video changes its own.
  func fixed(to stream: VideoStream) -> FrameDrawing {
    let (width, height) = drawnSize(of: stream)
    return FrameDrawing(format, size: .exact(width: width, height: height), self)
  }

  /// Bytes that a drawing hardly exceeds.
  func byteCount(for stream: VideoStream) -> Int {
    let (width, height) = drawnSize(of: stream)
    let pixels = max(1, width) * max(1, height)
    return codec.map { $0 == .png ? 3 * pixels : pixels / 2 + 4096 } ?? 3 * pixels
  }

  /// Draws and encodes; on any thread.
  func draw(_ frame: borrowing DecodedFrame) throws(MediaError) -> Drawn {
    let picture = try frame.picture(format == .jpg ? .yuv420 : .rgb24, size)
    let bytes = try encoders.map { pool throws(MediaError) in try pool.encode(picture) }
    return Drawn(
      bytes: bytes ?? picture.pixels, width: picture.layout.width, height: picture.layout.height)
  }

  private func drawnSize(of stream: VideoStream) -> (width: Int, height: Int) {
    let upright = stream.uprightSize
    return size.size(ofWidth: upright.width, height: upright.height)
  }
}
