internal import MediaTypes
internal import Reports

/// A result for a terminal: its timeline in characters, and its tables.
struct TerminalReport {
  private let style: TextStyle
  private let width: Int

  init(_ console: Console) {
    style = console.style
    let told = console.environment["COLUMNS"].flatMap { Int($0) }
    width = min(400, max(40, console.output.terminalWidth ?? told ?? 80))
  }

  /// An item that has no result.
  func text(of title: String, state: String, _ note: ReportNote) -> String {
    let reason = [note.code, note.message].filter { !$0.isEmpty }.joined(separator: ": ")
    return style.title(plain(title)) + "\n" + style.warning("\(state): \(plain(reason))") + "\n"
  }

  /// All of a result.
  func text(of report: Report) -> String {
    var parts = [head(report)]
    if let answer = report.talk.answer ?? report.talk.answerJSON {
      parts.append(lines(of: answer).map { $0 + "\n" }.joined())
    }
    parts.append(TerminalLanes(report, style: style, width: width).text)
    for finding in report.findings { parts.append(moments(finding)) }
    parts.append(report.segments.isEmpty ? shots(report) : segments(report))
    parts.append(account(report))
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func head(_ report: Report) -> String {
    let video = report.video
    var facts = [Decimal.timecode(video.duration)]
    if let width = video.width, let height = video.height { facts.append("\(width)×\(height)") }
    if let rate = video.frameRate { facts.append("\(Decimal.text(rate, places: 2)) pictures/s") }
    if let hasSound = video.hasSound { facts.append(hasSound ? "sound" : "no sound") }
    if let model = report.account?.model, !model.isEmpty { facts.append("by \(plain(model))") }
    var text = wrapped(plain(report.title), 0, style.title)
    text += wrapped(facts.joined(separator: " · "), 0, style.label)
    var warnings = report.talk.problems.map { plain($0.message) }
    switch report.talk.completeness {
    case "partial": warnings.append("Some of what was asked has no answer.")
    case "length": warnings.append("Some of the answers were cut short by a bound of tokens.")
    default: break
    }
    let damage = report.spans(of: .damaged).reduce(0) { $0 + $1.length }
    if damage > 0 { warnings.append("\(Decimal.seconds(damage)) s could not be read.") }
    return text + warnings.map { wrapped($0, 0, style.warning) }.joined()
  }

  private func segments(_ report: Report) -> String {
    table([" #", " start", " end", " length"], report.segments) { segment in
      [
        "\(segment.number)", Decimal.timecode(segment.span.start),
        Decimal.timecode(segment.span.end), Decimal.seconds(segment.span.length),
        segment.title ?? "",
      ]
    }
  }

  private func shots(_ report: Report) -> String {
    table([" #", " start", " end", " length"], Array(report.shots.enumerated())) { place, shot in
      let words = [shot.opening?.replacing("_", with: " "), shot.motion].compactMap(\.self)
      return [
        "\(place + 1)", Decimal.timecode(shot.span.start), Decimal.timecode(shot.span.end),
        Decimal.seconds(shot.span.length), words.joined(separator: ", "),
      ]
    }
  }

  private func moments(_ finding: ReportFinding) -> String {
    let title = style.title(plain(finding.id)) + "\n"
    guard !finding.stretches.isEmpty else { return title + "  nothing found\n" }
    return title
      + table([" start", " end", " length"], finding.stretches) { stretch in
        let fields = stretch.fields.map { "\($0.name): \($0.value ?? "not known")" }
        return [
          Decimal.timecode(stretch.span.start), Decimal.timecode(stretch.span.end),
          Decimal.seconds(stretch.span.length), fields.joined(separator: ", "),
        ]
      }
  }

  private func account(_ report: Report) -> String {
    guard let account = report.account else { return "" }
    var facts = [
      "\(account.requests) calls", "\(account.pictures) pictures shown",
      "\(account.isGuessed ? "about " : "")\(account.inputTokens) tokens in, \(account.outputTokens) out",
    ]
    if let cost = account.cost { facts.append("$\(Decimal.text(cost, places: 4))") }
    if let transfers = account.transfers {
      let sent = transfers.reduce(into: Int64(0)) { $0 = $0.addingReportingOverflow($1.sent).0 }
      facts.append(transfers.isEmpty ? "nothing left this machine" : "sent \(Decimal.bytes(sent))")
    }
    return wrapped(facts.joined(separator: " · "), 0, style.label)
  }

  /// A table whose last column, which has no name, takes what is left of the line.
  private func table<Thing>(
    _ columns: [String], _ things: [Thing], _ cells: (Thing) -> [String]
  ) -> String {
    let rows = things.map(cells)
    guard !rows.isEmpty else { return "" }
    let taken = columns.indices.reduce(0) { sum, column in
      let widest = rows.map { $0[column].count }.max() ?? 0
      return sum + max(widest, columns[column].count - 1) + 2
    }
    var table = TextTable(columns + [""])
    for row in rows {
      let words = plain(row[columns.count])
      let room = max(8, width - taken)
      table.add(row.dropLast() + [words.count > room ? words.prefix(room - 1) + "…" : words])
    }
    return table.text(style)
  }

  private func lines(of words: String) -> [String] {
    words.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { LineBreaking.lines(of: plain(String($0)), width: width) }
  }

  private func wrapped(_ words: String, _ indent: Int, _ paint: (String) -> String) -> String {
    LineBreaking.lines(of: words, indent: indent, width: width).map { paint($0) + "\n" }.joined()
  }

  private func plain(_ words: String) -> String { TerminalLanes.plain(words) }
}
