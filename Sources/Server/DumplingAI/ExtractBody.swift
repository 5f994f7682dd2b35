/// Takes a body apart while it passes: the video that stands in it as Base64 is given out as bytes, so that a film of
/// any size is never in memory; the rest is kept as JSON.
struct ExtractBody: Sendable {
  /// Whether the value of `video` is too long to be kept in the rest, where it is empty then.
  private(set) var isLong = false
  /// Bytes of the video so far.
  private(set) var length: Int64 = 0
  /// Whether the video was Base64, which is known once an empty piece has ended it.
  private(set) var isWhole = false
  /// The body without a long video; nil if it has more words than a request needs, or several videos.
  var document: [UInt8]? { rest.count > Self.mostRest || videos > 1 ? nil : rest }

  private enum Place { case outside, string, escape, video, videoEscape }

  private var rest: [UInt8] = []
  private var place = Place.outside
  private var depth = 0
  private var expectsName = false
  private var name: [UInt8]?
  private var isVideoNext = false
  private var videos = 0
  private var videoStart = 0
  private var video = InlineFileReader()

  /// Takes the next bytes of a body, in the end none, and gives bytes of the video.
  mutating func take(_ piece: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    if piece.isEmpty, let last = video.finish() { (bytes, isWhole) = (last, true) }
    var piece = piece
    while let byte = piece.first {
      switch place {
      case .video:
        let run = piece.prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        if run.isEmpty {
          place = byte == UInt8(ascii: "\"") ? .outside : .videoEscape
          keepVideo([byte])
          piece = piece.dropFirst()
        } else {
          keepVideo(run)
          bytes += video.take(run)
          piece = piece.dropFirst(run.count)
        }
      case .videoEscape:
        // Other escapes stand for nothing that Base64 has, and are read with the rest if they are in an address.
        bytes += video.take([Self.escapes[byte] ?? 0])
        place = .video
        keepVideo([byte])
        piece = piece.dropFirst()
      case .outside, .string, .escape:
        take(byte)
        piece = piece.dropFirst()
      }
    }
    length += Int64(bytes.count)
    return bytes
  }

  private mutating func take(_ byte: UInt8) {
    if rest.count <= Self.mostRest { rest.append(byte) }
    switch place {
    case .escape: place = .string
    case .string where byte == UInt8(ascii: "\\"):
      name = nil
      place = .escape
    case .string where byte == UInt8(ascii: "\""): place = .outside
    case .string: if let count = name?.count, count < 8 { name?.append(byte) }
    default: takeSign(byte)
    }
  }

  private mutating func takeSign(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\"") where isVideoNext:
      place = .video
      isVideoNext = false
      videos += 1
      videoStart = rest.count
    case UInt8(ascii: "\""):
      name = depth == 1 && expectsName ? [] : nil
      place = .string
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      depth += 1
      expectsName = depth == 1
      isVideoNext = false
    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
    case UInt8(ascii: ","): if depth == 1 { expectsName = true }
    case UInt8(ascii: ":"):
      guard depth == 1 else { return }
      expectsName = false
      isVideoNext = name == Array("video".utf8)
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): break
    default: isVideoNext = false
    }
  }

  private mutating func keepVideo(_ run: ArraySlice<UInt8>) {
    guard place != .outside else {
      rest += run
      return
    }
    guard !isLong else { return }
    rest += run
    if rest.count - videoStart > Self.mostAddress {
      rest.removeSubrange(videoStart...)
      isLong = true
    }
  }

  private static let mostRest = 4 << 20
  private static let mostAddress = 64 << 10
  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D,
    UInt8(ascii: "t"): 0x09,
  ]
}
