internal import FoundationEssentials

/// The containers that DumplingAI takes, told by what is in a file and not by its name.
enum FilmFormat {
  /// The service's words for them, in its order.
  static let names = ["mp4", "mpeg", "mov", "avi", "flv", "mpg", "webm", "wmv", "3gpp"]

  /// What FFmpeg calls them; QuickTime, MP4 and 3GPP are one to it.
  private static let families: Set<String> = [
    "asf", "avi", "flv", "matroska", "mov", "mpeg", "mpegvideo", "webm",
  ]

  /// Whether a file in such containers is taken.
  static func isTaken(_ formats: [String], at path: String) -> Bool {
    guard formats.contains(where: families.contains) else { return false }
    guard formats.contains("matroska") else { return true }
    // Matroska and WebM differ in the word for their type, which stands at the beginning.
    guard let file = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else {
      return false
    }
    return isWebM(Array(file.prefix(128)))
  }

  private static func isWebM(_ head: [UInt8]) -> Bool {
    // The element DocType of EBML: its number, its length, its letters.
    let element: [UInt8] = [0x42, 0x82, 0x84] + Array("webm".utf8)
    return head.indices.contains { head[$0...].starts(with: element) }
  }
}
