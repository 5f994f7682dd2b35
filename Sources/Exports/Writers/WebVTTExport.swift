/// WebVTT chapters: a cue for each range, its title as text.
struct WebVTTExport: ExportWriter {
  let list: ExportList

  func write<Failure: Error>(to sink: (String) throws(Failure) -> Void) throws(Failure) {
    try sink("WEBVTT\n")
    for (place, entry) in list.entries.enumerated() {
      let (start, end) = list.clock.milliseconds(of: entry.range)
      let times = "\(PlayerClock.text(start)) --> \(PlayerClock.text(end))"
      try sink("\n\(place + 1)\n\(times)\n\(Self.escaped(list.title(at: place)))\n")
    }
  }

  private static func escaped(_ line: String) -> String {
    line.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
