/// Breaks words into lines.
enum LineBreaking {
  /// The lines with a margin before each, at least one, none longer than the width unless a word is.
  static func lines(of words: String, indent: Int = 0, width: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines = [margin]
    for word in words.split(separator: " ") {
      let line = lines[lines.count - 1]
      let isFirst = line.count == indent
      if !isFirst, line.count + 1 + word.count > width {
        lines.append(margin + word)
      } else {
        lines[lines.count - 1] = line + (isFirst ? "" : " ") + word
      }
    }
    return lines
  }
}
