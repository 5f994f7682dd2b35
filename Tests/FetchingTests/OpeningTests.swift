import Foundation
import TestSupport
import Testing

@testable import Fetching

/// What bytes are taken for.
@Suite(.timeLimit(.minutes(40)), .computing) struct OpeningTests {
  /// An ID3 tag without anything in it.
  private static func tag(_ size: Int, flags: UInt8 = 0) -> [UInt8] {
    let digits = [21, 14, 7, 0].map { UInt8(size >> $0 & 0x7F) }
    return Array("ID3".utf8) + [4, 0, flags] + digits + [UInt8](repeating: 0, count: size)
  }

  private static let playlists = [
    "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nfile:///etc/passwd\n", "#EXTM3U", "\u{FEFF}#EXTM3U\n",
    " \r\n#extm3u\n", "#EXTM3U\n\0\0\0\u{1}", "ffconcat version 1.0\nfile /etc/passwd\n",
    "FFCONCAT version 1.0", "[playlist]\nFile1=/etc/passwd\n", "[Reference]\nRef1=http://10.0.0.1/",
    "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=video 9 RTP/AVP 96\r\n", "x\u{1}\nc=IN IP4 10.0.0.1\n",
    "<?xml version=\"1.0\"?><MPD profiles=\"urn:mpeg:dash:profile:isoff-live:2011\"></MPD>",
    "\u{1}\u{2}junk<mpd x=\"dash:profile:isoff-on-demand:2011\">", "<smil><body/></smil>",
    "<SmoothStreamingMedia MajorVersion=\"2\"/>",
  ]
  private static let others = [
    "<!DOCTYPE html><html>", "  \n<HTML>", "<!-- x --><html lang=en>", "<script>1</script>",
    "<?xml version=\"1.0\"?><rss/>", "<svg/>", "{\"error\":\"no\"}", "[1,2]", "not found",
    "WEBVTT\n\n00:00.000 --> 00:01.000\nx", "%PDF-1.7\u{0}\u{1}", "PK\u{3}\u{4}\0\0",
    "caf\u{E9}", "BZh9\0", "<html>\0\0",
  ]

  private func verdict(_ bytes: [UInt8], pieces: Int) -> String? {
    var check = ContentCheck()
    do throws(SourceError) {
      var rest = bytes[...]
      while !rest.isEmpty {
        try check.take(Array(rest.prefix(pieces)).span)
        rest = rest.dropFirst(pieces)
      }
      _ = try check.finish()
      return nil
    } catch {
      return error.code == .notMedia ? error.message : "\(error)"
    }
  }

  private func bytes(_ text: String) -> [UInt8] {
    text.unicodeScalars.allSatisfy { $0.value < 256 }
      ? text.unicodeScalars.map { UInt8($0.value) } : Array(text.utf8)
  }

  @Test(arguments: playlists, [1, 7, 100_000])
  func `a list of other files is told, however it comes`(text: String, pieces: Int) {
    for prefix in [[], Self.tag(0), Self.tag(5000), Self.tag(300, flags: 0x10)] {
      let footer = [UInt8](repeating: 0, count: prefix.count > 5 && prefix[5] == 0x10 ? 10 : 0)
      let found = verdict(prefix + footer + bytes(text), pieces: pieces)
      #expect(
        found == "The URL leads to a playlist, which is not followed, not to the file of a video.")
    }
  }

  @Test(arguments: others, [1, 100_000])
  func `what is no media is refused`(text: String, pieces: Int) {
    #expect(verdict(bytes(text), pieces: pieces) != nil)
  }

  @Test func `a page is refused before all of it has come`() throws {
    var check = ContentCheck()
    let page = Array("<!DOCTYPE html>".utf8) + [UInt8](repeating: 0x20, count: 4096 - 16)
    try check.take(page.span)
    #expect(throws: SourceError.self) { try check.take([0x20].span) }
  }

  @Test func `of the fixtures all pass but those that are no media`() throws {
    let folder = Repository.path("Fixtures/media")
    let refused = try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
      let isText = ["srt", "vtt", "ass", "json", "txt", "md", "sh"].contains {
        name.hasSuffix(".\($0)")
      }
      guard !isText, let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
        return false
      }
      return verdict(Array(data.prefix(20_000)), pieces: 4000) != nil
    }
    #expect(
      refused.sorted() == [
        "concat.ffconcat", "empty.mp4", "playlist-file.m3u8", "playlist-renamed.mp4",
        "text-renamed.mp4",
      ])
  }

  @Test func `bytes that no text has pass`() {
    var chance = SplitMix64(seed: 9)
    for _ in 0..<300 {
      let head: [UInt8] = [0x47, 0x40, 0x11, 0x10]
      let count = Int.random(in: 0...6000, using: &chance)
      let body = head + (0..<count).map { _ in UInt8.random(in: 0...255, using: &chance) }
      #expect(verdict(body, pieces: 999) == nil)
    }
  }

  @Test func `plain pictures of letters are still pictures`() {
    let picture = Array("YUV4MPEG2 W64 H64 F25:1\nFRAME\n".utf8)
    #expect(verdict(picture + [UInt8](repeating: 65, count: 6144), pieces: 1000) == nil)
  }
}
