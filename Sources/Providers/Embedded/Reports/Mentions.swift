internal import MediaTypes
internal import Models

/// Finds where words of a question are said or stand on the screen.
struct Mentions {
  /// The first lines that hold any of the words, in order of time.
  let lines: [WordLine]
  /// How many more there are.
  let rest: Int

  private static let most = 12

  /// Looks through a passage; a line that holds more of the words than others comes before those that hold less.
  init(of words: Set<String>, in passage: Passage) {
    guard !words.isEmpty else {
      (lines, rest) = ([], 0)
      return
    }
    var found: [(line: WordLine, hits: Int)] = []
    for line in passage.speech + passage.content.screen {
      let hits = Question.keys(of: line.text).intersection(words).count
      if hits > 0 { found.append((line, hits)) }
    }
    let best = found.map(\.hits).max() ?? 0
    // Where one line holds two of the words, lines with one of them are probably not meant.
    let meant = found.filter { $0.hits * 2 > best }.map(\.line)
      .sorted { $0.range.start < $1.range.start }
    lines = Array(meant.prefix(Self.most))
    rest = meant.count - lines.count
  }
}
