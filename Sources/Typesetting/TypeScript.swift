/// A page in the form that libass reads, where a text means nothing but itself.
struct TypeScript {
  private(set) var bytes: [UInt8]

  init(_ style: TypeStyle, width: Int, height: Int) {
    // A family's name comes from this program, never from a text. Encoding -1 finds the direction of each
    // line by its first letter, as readers do.
    let fields = """
      [Script Info]
      ScriptType: v4.00+
      PlayResX: \(width)
      PlayResY: \(height)
      WrapStyle: 2
      Kerning: yes

      [V4+ Styles]
      Format: Name, Fontname, Fontsize, PrimaryColour, Bold, Italic, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
      Style: Type,\(style.family),20,&H00FFFFFF,\(style.weight),\(style.isItalic ? -1 : 0),1,0,0,7,0,0,0,-1

      [Events]
      Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text

      """
    bytes = Array(fields.utf8)
  }

  /// Sets a line with the upper left or upper middle of its box at a place.
  mutating func add(_ line: String, size: Double, x: Int, y: Int, isCentred: Bool) {
    let hundredths = Int((100 * size).rounded())
    let digits = hundredths % 100 < 10 ? "0\(hundredths % 100)" : "\(hundredths % 100)"
    let tags = "{\\an\(isCentred ? 8 : 7)\\pos(\(x),\(y))\\fs\(hundredths / 100).\(digits)}"
    bytes += Array(
      "Dialogue: 0,0:00:00.00,9:00:00.00,Type,,0,0,0,,\(tags)\(Self.escaped(line))\n".utf8)
  }

  /// The line in such words that every sign of it is drawn as it is.
  ///
  /// A backslash cannot be escaped, but means itself before anything that makes no command with it: here
  /// a joiner without width. What is no sign, as a line's end, has a sign of its own for it.
  static func escaped(_ line: String) -> String {
    var text = ""
    for scalar in line.unicodeScalars {
      switch scalar {
      case "{": text += "\\{"
      case "}": text += "\\}"
      case "\\": text += "\\\u{2060}"
      case "\u{A0}": text += "\\h"
      case "\u{7F}": text += "\u{2421}"
      case _ where scalar.value < 0x20:
        text.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case _ where (0x80..<0xA0).contains(scalar.value): text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
