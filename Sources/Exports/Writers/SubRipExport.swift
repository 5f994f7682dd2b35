/// SubRip subtitles: the title, and the note below it.
struct SubRipExport: ExportWriter {
  let list: ExportList

  func write<Failure: Error>(to sink: (String) throws(Failure) -> Void) throws(Failure) {
    for (place, entry) in list.entries.enumerated() {
      let (start, end) = list.clock.milliseconds(of: entry.range)
      let times = [start, end].map { PlayerClock.text($0, mark: ",") }.joined(separator: " --> ")
      var lines = ["\(place + 1)", times, Self.words(list.title(at: place))]
      if let note = entry.note.map(PlainText.line), !note.isEmpty { lines.append(Self.words(note)) }
      try sink(lines.joined(separator: "\n") + "\n\n")
    }
  }

  /// SubRip has no way to write what it takes for markup or for times, so look-alikes stand in.
  private static func words(_ line: String) -> String {
    line.replacing("-->", with: "--\u{203A}").replacing("<", with: "\u{2039}")
      .replacing("{", with: "(").replacing("}", with: ")")
  }
}
