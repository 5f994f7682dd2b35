internal import Wires

/// What the sources of videos and pictures must keep to before anybody fetches them.
enum SourceChecks {
  /// Refuses a source that nobody could read.
  static func check(
    _ video: TwelveLabs.VideoContext, _ rules: TwelveLabsRules
  ) throws(TwelveLabsRefusal) {
    switch video {
    case .url(let url): try check(url: url, "video.url")
    case .assetID(let id):
      guard !id.isEmpty else { throw .invalid("video.asset_id", "It is empty.") }
    case .base64String(let text):
      try check(base64: text, "video.base64_string", most: rules.base64Bytes, .fileTooLarge)
    }
  }

  /// Refuses words that are no address of a file; whether it may be read is for others to say.
  static func check(url: String, _ parameter: String) throws(TwelveLabsRefusal) {
    let scheme = url.prefix { $0 != ":" }.lowercased()
    guard ["http", "https", "file"].contains(scheme), url.dropFirst(scheme.count).hasPrefix("://"),
      url.utf8.count > scheme.utf8.count + 3,
      !url.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 })
    else {
      throw .invalid(parameter, "It must be a direct link to a file, by http or https.")
    }
  }

  /// Refuses words that are not Base64 by RFC 4648, with or without padding and breaks of lines, or hold too much.
  static func check(
    base64 text: String, _ parameter: String, most: Int, _ tooLarge: TwelveLabsRefusal.Code
  ) throws(TwelveLabsRefusal) {
    var (letters, padding) = (0, 0)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
        guard padding == 0 else { throw notBase64(parameter) }
        letters += 1
      case UInt8(ascii: "="): padding += 1
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): continue
      default: throw notBase64(parameter)
      }
    }
    guard letters > 0, letters % 4 != 1, padding == 0 || (letters + padding) % 4 == 0, padding < 3
    else { throw notBase64(parameter) }
    let bytes = letters / 4 * 3 + [0, 0, 1, 2][letters % 4]
    guard bytes <= most else {
      throw TwelveLabsRefusal(
        400, tooLarge, "The file has \(bytes) bytes; the maximum within a request is \(most).",
        parameter: parameter)
    }
  }

  private static func notBase64(_ parameter: String) -> TwelveLabsRefusal {
    .invalid(parameter, "It must be a file in Base64.")
  }
}
