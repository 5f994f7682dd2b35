internal import MediaTypes

/// What every format is made of.
struct ExportList: Sendable {
  let source: ExportSource
  let entries: [ExportEntry]
  /// Where editors find the file.
  let url: String

  init(source: ExportSource, entries: [ExportEntry]) {
    (self.source, self.entries) = (source, entries)
    url = PlainText.line(source.url ?? PlainText.percentEncoded(source.name))
  }

  /// The clock of players.
  var clock: PlayerClock { PlayerClock(zero: source.playerZero ?? source.range.start) }

  /// The name of the whole list on one line.
  var title: String {
    let title = PlainText.line(source.title ?? source.name)
    return title.isEmpty ? "Untitled" : title
  }

  /// An entry's title on one line, never empty.
  func title(at place: Int) -> String {
    let entry = entries[place]
    let title = PlainText.line(entry.title)
    return title.isEmpty ? PlainText.line("\(entry.kind) \(place + 1)") : title
  }

  /// All that is known of an entry.
  func document(at place: Int) -> RangeDocument {
    RangeDocument(entries[place], number: place + 1, zero: source.range.start)
  }

  /// What is to be said of frame numbers; nil if they are exact.
  func rateRemark(_ cut: Cut) -> String? {
    guard !source.isConstantRate || Cut.usable(source.rate) != cut.rate else { return nil }
    return "Times are the nearest frames at \(cut.rate) per second."
  }
}
