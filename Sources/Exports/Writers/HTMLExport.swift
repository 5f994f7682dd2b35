internal import JSON
internal import FoundationEssentials
internal import MediaTypes

/// A page for people, in one file that asks for nothing from outside.
struct HTMLExport: ExportWriter {
  let list: ExportList

  func write<Failure: Error>(to sink: (String) throws(Failure) -> Void) throws(Failure) {
    let title = Markup.escaped(list.title)
    let kinds = self.kinds
    let policy =
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    try sink(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <meta name="generator" content="\(Markup.escaped(list.source.generator))">
      <title>\(title)</title>
      <style>
      \(HTMLStyle.text)
      </style>
      </head>
      <body>
      <a class="skip" href="#ranges">Skip to the list</a>
      <header>
      <h1 dir="auto">\(title)</h1>
      <p class="facts">\(facts.map(Markup.escaped).joined(separator: " <span>·</span> "))</p>

      """)
    if kinds.count > 1 {
      let legend = kinds.map { "<li class=\"\(color($0, kinds))\">\(Markup.escaped($0))</li>" }
      try sink("<ul class=\"legend\" aria-label=\"Kinds\">\(legend.joined())</ul>\n")
    }
    try sink("</header>\n")
    try writeTimeline(kinds, to: sink)
    try sink("<main>\n<ol id=\"ranges\" tabindex=\"-1\">\n")
    for place in list.entries.indices { try sink(card(at: place, kinds)) }
    try sink("</ol>\n")
    if list.entries.isEmpty { try sink("<p class=\"empty\">The list is empty.</p>\n") }
    try sink("</main>\n<footer><p>\(clockRemark)</p></footer>\n</body>\n</html>\n")
  }

  /// What sorts of ranges there are, in the order in which they appear.
  private var kinds: [String] {
    var known: Set<String> = []
    return list.entries.map { PlainText.line($0.kind) }.filter { known.insert($0).inserted }
  }

  private func color(_ kind: String, _ kinds: [String]) -> String {
    "k\((kinds.firstIndex(of: kind) ?? 0) % HTMLStyle.colors)"
  }

  private var facts: [String] {
    let (source, count) = (list.source, list.entries.count)
    let length = list.clock.milliseconds(of: source.range).end
    var facts = list.source.title == nil ? [] : [PlainText.line(source.name)]
    facts.append(Self.time(length))
    facts.append(count == 1 ? "1 range" : "\(count) ranges")
    facts.append("\(source.width)×\(source.height)")
    if let rate = source.rate {
      let rounded = (rate.value * 1000).rounded() / 1000
      let digits = JSONValue.digits(rounded) ?? "\(rate)"
      facts.append("\(digits) pictures/s\(source.isConstantRate ? "" : ", variable")")
    }
    return facts
  }

  private var clockRemark: String {
    let zero = list.clock.zero.seconds
    let clock =
      zero == 0 ? "" : ", which is at \(JSONValue.digits(zero) ?? "?") s on the file's own clock"
    return
      "Times count from the start\(clock). Written by \(Markup.escaped(list.source.generator))."
  }

  private func writeTimeline<Failure: Error>(
    _ kinds: [String], to sink: (String) throws(Failure) -> Void
  ) throws(Failure) {
    let length = Double(max(1, list.clock.milliseconds(of: list.source.range).end))
    try sink(
      "<nav aria-label=\"Timeline\"><svg viewBox=\"0 0 1000 32\" preserveAspectRatio=\"none\">\n")
    for (place, entry) in list.entries.enumerated() {
      let (start, end) = list.clock.milliseconds(of: entry.range)
      let left = Self.thousandth(Double(start) / length)
      let width = Self.thousandth(Double(end - start) / length)
      let name = Markup.escaped("\(Self.time(start)) \(list.title(at: place))")
      // The cards below are reached by the same keys, so the bar stays out of their way.
      try sink(
        "<a href=\"#r\(place + 1)\" tabindex=\"-1\" class=\"\(color(PlainText.line(entry.kind), kinds))\">"
          + "<rect x=\"\(left)\" width=\"\(width)\" height=\"32\"><title>\(name)</title></rect></a>\n"
      )
    }
    try sink(
      "</svg><p><span>\(Self.time(0))</span><span>\(Self.time(Int64(length)))</span></p></nav>\n")
  }

  private func card(at place: Int, _ kinds: [String]) -> String {
    let (entry, number) = (list.entries[place], place + 1)
    let (start, end) = list.clock.milliseconds(of: entry.range)
    let kind = PlainText.line(entry.kind)
    let title = Markup.escaped(list.title(at: place))
    var lines = [
      "<li id=\"r\(number)\" class=\"\(color(kind, kinds))\"><article>",
      "<a class=\"picture\" href=\"#r\(number)\">\(picture(entry, title))<b>\(number)</b></a>",
      "<h2 dir=\"auto\">\(title)</h2>",
      "<p class=\"time\"><span><time>\(Self.time(start))</time> – <time>\(Self.time(end))</time></span>"
        + " <span>\(Self.length(end - start))</span></p>",
    ]
    var marks = kind.isEmpty ? "" : "<span class=\"kind\">\(Markup.escaped(kind))</span>"
    if let confidence = entry.confidence, confidence.isFinite {
      let percent = Int((min(1, max(0, confidence)) * 100).rounded())
      marks += "<span class=\"sure\"><meter min=\"0\" max=\"100\" value=\"\(percent)\""
      marks += " aria-label=\"Confidence\"></meter> \(percent) %</span>"
    }
    if !marks.isEmpty { lines.append("<p class=\"marks\">\(marks)</p>") }
    if let note = entry.note.map(PlainText.lines), !note.isEmpty {
      lines.append("<p class=\"note\" dir=\"auto\">\(Markup.escaped(note))</p>")
    }
    if !entry.fields.isEmpty { lines.append(Self.table(entry.fields)) }
    return lines.joined(separator: "\n") + "\n</article></li>\n"
  }

  private func picture(_ entry: ExportEntry, _ title: String) -> String {
    guard let thumbnail = entry.thumbnail else {
      return "<span class=\"none\" role=\"img\" aria-label=\"No picture of \(title)\"></span>"
    }
    let bytes = Data(thumbnail.jpeg).base64EncodedString()
    return "<img src=\"data:image/jpeg;base64,\(bytes)\" alt=\"Picture of \(title)\""
      + " width=\"\(thumbnail.width)\" height=\"\(thumbnail.height)\" loading=\"lazy\">"
  }

  private static func table(_ fields: [ExportField]) -> String {
    let rows = fields.map { field in
      let value = if case .text(let text) = field.value { text } else { field.value.text }
      return "<div><dt>\(Markup.escaped(PlainText.line(field.name)))</dt>"
        + "<dd dir=\"auto\">\(Markup.escaped(PlainText.lines(value)))</dd></div>"
    }
    return "<dl>\(rows.joined())</dl>"
  }

  /// `1:02:03.456`, without hours where there are none.
  private static func time(_ milliseconds: Int64) -> String {
    let text = PlayerClock.text(milliseconds)
    let shown = text.drop { $0 == "0" || $0 == ":" }
    // A digit stands before the last colon at least.
    return String(text.suffix(max("0:00.000".count, shown.count)))
  }

  private static func length(_ milliseconds: Int64) -> String {
    guard milliseconds < 60_000 else { return time(milliseconds) }
    return "\(milliseconds / 1000).\(PlainText.padded(milliseconds % 1000, 3)) s"
  }

  /// A share of the whole in thousandths, with two places.
  private static func thousandth(_ share: Double) -> String {
    JSONValue.digits((share * 100_000).rounded() / 100) ?? "0"
  }
}
