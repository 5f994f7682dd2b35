internal import Models

/// The languages that reports are written in.
enum ReportLanguage: Sendable {
  case english, chinese

  /// The language asked for; where none is asked for, that of the question.
  init(of instruction: Instruction) {
    if let tag = instruction.language {
      let first = tag.lowercased().prefix { $0 != "-" && $0 != "_" }
      self = ["zh", "zho", "chi", "cmn", "yue"].contains(first) ? .chinese : .english
    } else {
      let letters = (instruction.prompt ?? "").unicodeScalars.prefix(2000)
      let han = letters.count { (0x4E00...0x9FFF).contains($0.value) }
      let kana = letters.contains { (0x3040...0x30FF).contains($0.value) }
      self = han >= 2 && !kana ? .chinese : .english
    }
  }
}
