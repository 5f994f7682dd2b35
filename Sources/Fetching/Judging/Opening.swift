/// The first bytes of a file, which tell whether it could be media.
///
/// FFmpeg takes a file for what its bytes say, whatever its name and type are: a list of other files among them.
struct Opening {
  static let playlist = "a playlist, which is not followed"
  /// As far as most formats show what they are.
  private static let length = 4096
  /// Behind a longer tag FFmpeg does not look for anything but sound.
  private static let longestTag = 1 << 20

  private let bytes: ArraySlice<UInt8>
  /// In lower case, up to the zero byte that ends a text for FFmpeg.
  private let text: [UInt8]
  private let start: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    self.bytes = bytes.dropFirst(Self.tag(of: bytes))
    text = self.bytes.prefix { $0 != 0 }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let marked = text.starts(with: mark) ? text.dropFirst(mark.count) : text[...]
    start = marked.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
  }

  /// How many bytes are needed, as far as the first ones tell.
  static func appetite(after bytes: [UInt8]) -> Int { length + tag(of: bytes) }

  /// What it is, if it is no media.
  var foreignKind: String? {
    // Its pictures may be of any bytes, those of letters too.
    if bytes.starts(with: "YUV4MPEG2 ".utf8) { return nil }
    if Self.lists.contains(where: { start.starts(with: $0.utf8) })
      || Self.listings.contains(where: { has($0) })
    {
      return Self.playlist
    }
    if Self.archives.contains(where: { bytes.starts(with: $0) }) { return "an archive" }
    if start.starts(with: "%pdf-".utf8) { return "a document" }
    if start.first == UInt8(ascii: "<") {
      return Self.pages.contains { has($0) } ? "a web page" : "a document"
    }
    guard isText else { return nil }
    return start.first.map { "{[".utf8.contains($0) } == true ? "JSON" : "a text"
  }

  /// Whether no byte is a control that texts do not have: hardly a film lasts so long without one.
  private var isText: Bool {
    bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) || $0 == 0x1B }
  }

  private func has(_ words: String) -> Bool { text.firstRange(of: Array(words.utf8)) != nil }

  /// The length of an ID3 tag, behind which FFmpeg looks for what the file is.
  private static func tag(of bytes: [UInt8]) -> Int {
    guard bytes.count >= 10, bytes.starts(with: "ID3".utf8), bytes[3] != 0xFF, bytes[4] != 0xFF,
      bytes[6..<10].allSatisfy({ $0 < 0x80 })
    else { return 0 }
    let length = bytes[6..<10].reduce(0) { $0 << 7 | Int($1) }
    let tag = 10 + length + (bytes[5] & 0x10 == 0 ? 0 : 10)
    return tag <= longestTag ? tag : 0
  }

  private static let lists = [
    "#extm3u", "ffconcat", "[playlist]", "[reference]", "v=0\n", "v=0\r",
  ]
  /// What makes a list of other files wherever it stands: DASH, SMIL, session descriptions.
  private static let listings = [
    "<mpd", "<smil", "<smoothstreamingmedia", "\nc=in ip", "\nm=video",
  ]
  private static let pages = ["<!doctype html", "<html", "<head", "<body", "<script"]
  private static let archives: [[UInt8]] = [
    [0x50, 0x4B, 3, 4], [0x1F, 0x8B, 8], [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C],
    [0x52, 0x61, 0x72, 0x21, 0x1A, 7], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], [0x42, 0x5A, 0x68],
  ]
}
