/// Chapters as mkvmerge and mkvpropedit read them.
struct MatroskaExport: ExportWriter {
  let list: ExportList

  func write<Failure: Error>(to sink: (String) throws(Failure) -> Void) throws(Failure) {
    try sink(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE Chapters SYSTEM "matroskachapters.dtd">
      <Chapters>
        <EditionEntry>

      """)
    for (place, entry) in list.entries.enumerated() {
      let (start, end) = list.clock.milliseconds(of: entry.range)
      try sink(
        """
            <ChapterAtom>
              <ChapterUID>\(place + 1)</ChapterUID>
              <ChapterTimeStart>\(PlayerClock.text(start))000000</ChapterTimeStart>
              <ChapterTimeEnd>\(PlayerClock.text(end))000000</ChapterTimeEnd>
              <ChapterDisplay>
                <ChapterString>\(Markup.escaped(list.title(at: place)))</ChapterString>
                <ChapterLanguage>und</ChapterLanguage>
              </ChapterDisplay>
            </ChapterAtom>

        """)
    }
    try sink("  </EditionEntry>\n</Chapters>\n")
  }
}
