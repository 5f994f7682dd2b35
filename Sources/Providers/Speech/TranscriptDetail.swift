/// How much is asked for of a sound.
enum TranscriptDetail: AskingWay {
  /// Segments and words with their times.
  case words
  /// What servers of any model give: the text.
  case text

  var names: [String] {
    self == .words ? ["response_format", "verbose_json", "timestamp_granularities"] : []
  }

  /// Servers refuse it in words of all kinds.
  func isBlamed(in words: String) -> Bool { self == .words }
}
