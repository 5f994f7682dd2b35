import TestSupport
import Testing

@testable import Fetching

@Suite(.timeLimit(.minutes(40)), .computing) struct NameTests {
  @Test(arguments: [
    ("https://a/b/film.mp4", "film.mp4"), ("https://a/b/film.mp4?key=1#x", "film.mp4"),
    ("https://a/b/Mein%20Film%20(1).MP4", "Mein Film (1).MP4"),
    ("https://a/%C3%A9t%C3%A9.mov", "été.mov"),
    ("https://a", "source"), ("https://a/", "source"), ("https://a/b/", "source"),
    ("https://a/..", "source"), ("https://a/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "passwd"),
    ("https://a/..%5C..%5Cwin.ini", "win.ini"), ("https://a/.htaccess", "htaccess"),
    ("https://a/-rf%20x", "rf x"), ("https://a/a%00b%0D%0Ac.mp4", "abc.mp4"),
    ("https://a/a%22b%3Cc%3E;$`.mp4", "a_b_c____.mp4"), ("https://a/%E2%80%AE4pm.exe", "4pm.exe"),
    ("https://a/100%.mp4", "100_.mp4"), ("https://a/x.mp4...", "x.mp4"),
    ("https://a/%ff.mp4", "_.mp4"),
    ("file:///a/b/film.mp4", "film.mp4"), ("file:/a/film.mp4", "film.mp4"),
    ("https://a/%F0%9F%8E%AC.mp4", "_.mp4"), ("https://a/\u{301}x.mp4", "x.mp4"),
  ])
  func `a name is the last part of the path, made harmless`(url: String, name: String) {
    #expect(SourceName(ofURL: url).text == name)
  }

  @Test func `a long name keeps its ending`() {
    let name = SourceName(String(repeating: "é", count: 300) + ".mp4").text
    #expect(name == String(repeating: "é", count: 58) + ".mp4")
    #expect(SourceName("a." + String(repeating: "b", count: 300)).text.utf8.count == 120)
  }

  @Test func `no name does harm, whatever the client wrote`() {
    var chance = SplitMix64(seed: 12)
    let bad = [
      "/", "\\", "..", ".", " ", "%2f", "%00", "\n", "\u{202E}", "\u{0}", "-", "~", "%", "é",
      "e\u{301}",
      "a", "Z", "7", ".mp4", "\"", "'", "`", "$(x)", "|", "\u{FEFF}", "日本", "🎬", "\u{D7FF}",
      "\u{E000}", "?", "#",
    ]
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...(Bool.random(using: &chance) ? 8 : 120), using: &chance)
      let text = (0..<count).map { _ in bad.randomElement(using: &chance) ?? "" }.joined()
      let name = SourceName(ofURL: "https://host/\(text)").text
      let bytes = Array(name.utf8)
      var complaints: [String] = []
      if bytes.isEmpty || bytes.count > 120 { complaints.append("length") }
      if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) { complaints.append("control") }
      if "/\\\"'`$|<>:*?%#&;!{}".contains(where: { name.contains($0) }) {
        complaints.append("sign")
      }
      if [0x2E, 0x2D, 0x20, 0x7E].contains(bytes.first) { complaints.append("beginning") }
      if [0x2E, 0x20].contains(bytes.last) { complaints.append("end") }
      if name.unicodeScalars.contains(where: {
        (0x200B...0x202F).contains($0.value) || $0.value == 0xFEFF
      }) {
        complaints.append("invisible")
      }
      if SourceName(name).text != name { complaints.append("not the same again") }
      #expect(complaints.isEmpty, "\(text) became \(name)")
    }
  }
}
