import JSON
import Exports
import TestSupport

/// Titles that try to break out of where they are written.
enum Hostile {
  static let known = [
    "", " ", "\0", "a\0b", "]]>", "<![CDATA[", "-->", "a --> b", "--", "<!-- -->", "&amp;", "&#0;",
    "&",
    "<script>alert(1)</script>", "</title></style></script>", "\"><img src=x onerror=alert(1)>",
    "' onfocus='alert(1)", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\u{FF1D}1",
    "a,b;c\td", "\"quoted\"", "'", "a\nb", "a\r\nb", "a\rb", "\n\n",
    "a\n\n1\n00:00:01.000 --> 00:00:02.000\nx",
    "[CHAPTER]", "a=b;c#d\\", "\\", "\\n", "a\\", ";", "#", "* FROM CLIP NAME: other",
    "002  AX       V     C        00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00",
    "{\\an8}words", "\u{202E}gnp.exe\u{202C}", "\u{200B}", "\u{FEFF}", "\u{2028}a\u{2029}b",
    "\u{85}a\u{B}b\u{C}c",
    "👩‍👩‍👧‍👦🇨🇭", "e\u{301}\u{327}", "\u{301}", "مرحبا", "שלום", "字幕", "\u{FFFE}\u{FFFF}",
    "\u{1F}\u{7F}\u{9B}",
    "\u{10FFFF}", "\u{E000}", "${x} %s $(x) `x`", "NOTE", "STYLE", "WEBVTT", "null", "1e999",
    String(repeating: "long ", count: 1000),
  ]

  /// Every control character, between letters.
  static let controls = (Array(0...0x20) + Array(0x7F...0xA0)).compactMap(Unicode.Scalar.init)
    .map { "a\(Character($0))b" }

  /// A title of scalars of every sort.
  static func title(_ random: inout SplitMix64) -> String {
    let pieces = [
      "-->", "]]>", "<", ">", "&", "\"", "'", "=", ";", "#", "\\", "\n", "\r", "\0", ",",
      "\u{202E}", "😀",
    ]
    var title = ""
    for _ in 0..<Int.random(in: 0...20, using: &random) {
      if random.next() % 2 == 0 {
        title += pieces.randomElement(using: &random) ?? ""
      } else if let scalar = Unicode.Scalar(
        UInt32(random.next() % (random.next() % 2 == 0 ? 0x180 : 0x110000)))
      {
        title.unicodeScalars.append(scalar)
      }
    }
    return title
  }

  /// A list with such titles in every place that takes words; each lasts a second.
  static func entries(_ titles: [String]) -> [ExportEntry] {
    titles.enumerated().map { place, title in
      ExportEntry(
        Example.range(Int64(place) * 30, Int64(place) * 30 + 30), kind: title, title: title,
        note: title,
        fields: [ExportField(title, .text(title)), ExportField("plain", .text(title))])
    }
  }

  /// A source that bears such a title in every place.
  static func source(_ title: String) -> ExportSource {
    ExportSource(
      name: title, url: title, title: title, range: Example.range(0, 100_000),
      rate: Example.broadcast,
      isConstantRate: false, width: 640, height: 360, timecode: title, generator: title)
  }

  /// What becomes of a title where only a line will do, told in another way than by the module.
  static func line(_ title: String, kind: String, number: Int) -> String {
    let line = cleaned(title)
    return line.isEmpty ? cleaned("\(kind) \(number)") : line
  }

  private static func cleaned(_ text: String) -> String {
    let breaks: Set<UInt32> = Set(9...13).union(0x1C...0x20).union([
      0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F,
    ])
    .union([0x205F, 0x3000]).union(0x2000...0x200A)
    let controls = Set<UInt32>(0...0x1F).union(0x7F...0x9F)
    let words = text.unicodeScalars.split { breaks.contains($0.value) }.map { word in
      String(
        String.UnicodeScalarView(
          word.map {
            controls.contains($0.value) || $0.value & 0xFFFE == 0xFFFE
              || (0xFDD0...0xFDEF).contains($0.value)
              ? "\u{FFFD}" : $0
          }))
    }
    return words.joined(separator: " ")
  }
}
