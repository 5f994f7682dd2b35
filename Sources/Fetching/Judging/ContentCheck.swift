internal import Digests

/// Looks at bytes on their way: how many they are, their digest, and whether they begin like media.
package struct ContentCheck: Sendable {
  /// The bytes so far.
  package private(set) var size: Int64 = 0
  private var digest = SHA256()
  private var opening: [UInt8] = []
  private var isJudged = false

  /// Begins before the first byte.
  package init() {}

  /// Takes more bytes; throws as soon as they are known to be no media.
  package mutating func take(_ bytes: Span<UInt8>) throws(SourceError) {
    size += Int64(bytes.count)
    digest.take(bytes)
    guard !isJudged else { return }
    var place = 0
    // With each byte a tag may announce itself that is to be skipped.
    while opening.count < Opening.appetite(after: opening) {
      guard place < bytes.count else { return }
      opening.append(bytes[place])
      place += 1
    }
    try judge()
  }

  /// Says that no more bytes come, and gives the digest of all of them.
  package mutating func finish() throws(SourceError) -> String {
    guard size > 0 else { throw SourceError(.notMedia, "The file is empty.") }
    if !isJudged { try judge() }
    return digest.text
  }

  /// Throws for what says of itself that it is no media.
  package static func judge(type: String?) throws(SourceError) {
    let type = (type ?? "").lowercased().prefix { $0 != ";" && $0 != " " }
    switch type {
    case "text/html", "application/xhtml+xml": throw refusal(of: "a web page")
    case "application/json": throw refusal(of: "JSON")
    case "application/vnd.apple.mpegurl", "application/x-mpegurl", "audio/mpegurl",
      "audio/x-mpegurl", "application/dash+xml", "application/smil+xml", "application/sdp",
      "audio/x-scpls", "application/vnd.ms-sstr+xml", "video/x-ms-asf-plugin":
      throw refusal(of: Opening.playlist)
    default: break
    }
  }

  private mutating func judge() throws(SourceError) {
    isJudged = true
    let kind = Opening(opening).foreignKind
    opening = []
    if let kind { throw Self.refusal(of: kind) }
  }

  private static func refusal(of kind: String) -> SourceError {
    SourceError(.notMedia, "The URL leads to \(kind), not to the file of a video.")
  }
}
