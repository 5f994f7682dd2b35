internal import MediaTypes
internal import Models

/// Something said from its beginning to its end, put together from the lines of subtitles.
struct Sentence: Equatable {
  /// From the start of its first line to the end of its last.
  let range: TimeRange
  /// The lines with a space between them; none in Chinese.
  let text: String

  private static let mostLetters = 240
  private static let longestGap = 1.5

  /// The sentences of lines: a line ends one if it closes with a full stop, or if nothing follows for a while.
  static func all(in lines: [WordLine]) -> [Sentence] {
    var sentences: [Sentence] = []
    var open: Sentence?
    for line in lines {
      if let begun = open {
        let gap = line.range.start.seconds(since: begun.range.end)
        if begun.isClosed || gap > longestGap || begun.text.utf8.count > mostLetters {
          sentences.append(begun)
          open = Sentence(range: line.range, text: line.text)
        } else {
          let end = max(begun.range.end, line.range.end)
          open = Sentence(
            range: TimeRange(begun.range.start, upTo: end),
            text: begun.text + begun.separator(before: line.text) + line.text)
        }
      } else {
        open = Sentence(range: line.range, text: line.text)
      }
    }
    if let open { sentences.append(open) }
    return sentences
  }

  private var isClosed: Bool {
    let last = text.last { !"\"'”’」』)）]".contains($0) }
    return last.map { ".!?…。！？؟۔".contains($0) } ?? false
  }

  private func separator(before next: String) -> String {
    let isChinese = { (character: Character?) in
      character?.unicodeScalars.first.map {
        (0x2E80...0x9FFF).contains($0.value) || (0xFF00...0xFFEF).contains($0.value)
      } ?? false
    }
    return isChinese(text.last) && isChinese(next.first) ? "" : " "
  }
}
