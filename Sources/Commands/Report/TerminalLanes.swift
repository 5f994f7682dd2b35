internal import Reports

/// The lanes of a result in characters.
struct TerminalLanes {
  private let report: Report
  private let style: TextStyle
  private let columns: Int
  /// As wide as the longest name.
  private let nameWidth = 10

  init(_ report: Report, style: TextStyle, width: Int) {
    (self.report, self.style) = (report, style)
    columns = max(20, width - nameWidth - 1)
  }

  var text: String {
    guard report.window.length > 0 else { return "" }
    var lines = [line("", ruler, style.label)]
    if report.segments.isEmpty {
      lines.append(line("shots", tiles(report.shots.map(\.span)), { $0 }))
    } else {
      lines.append(line("segments", tiles(report.segments.map(\.span)), style.title))
      if !report.shots.isEmpty { lines.append(line("shots", edges, { $0 })) }
    }
    for finding in report.findings.prefix(20) {
      lines.append(line(finding.id, bars(finding.stretches.map(\.span), "█"), { $0 }))
    }
    let lanes: [(String, [ReportSpan], Character)] = [
      ("said", report.speech.map(\.span), "▬"), ("on screen", report.screen.map(\.span), "▪"),
      ("black", report.spans(of: .black), "█"), ("frozen", report.spans(of: .frozen), "▒"),
      ("silent", report.spans(of: .silent), "░"), ("damaged", report.spans(of: .damaged), "╳"),
      (
        "shown", report.segments.flatMap(\.pictures).map { ReportSpan($0.time, $0.time) },
        "·"
      ),
    ]
    for (name, spans, mark) in lanes where !spans.isEmpty {
      let paint = name == "damaged" ? style.warning : { $0 }
      lines.append(line(name, bars(spans, mark), paint))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// One line, with nothing in it that steers a terminal or turns the order of its letters.
  static func plain(_ words: String) -> String {
    let kept = TextStyle.harmless(words).unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x2028, 0x2029: false
      default: true
      }
    }
    return String(String.UnicodeScalarView(kept))
  }

  private func line(_ name: String, _ cells: [Character], _ paint: (String) -> String) -> String {
    let short = String(Self.plain(name).prefix(nameWidth))
    let space = String(repeating: " ", count: nameWidth + 1 - short.count)
    var content = String(cells)
    while content.last == " " { content.removeLast() }
    return style.label(short) + (content.isEmpty ? "" : space + paint(content))
  }

  private func column(_ seconds: Double) -> Int {
    let part = (seconds - report.window.start) / report.window.length
    return min(columns - 1, max(0, Int((part * Double(columns)).rounded(.down))))
  }

  /// Times, as many as there is room for.
  private var ruler: [Character] {
    var cells = [Character](repeating: " ", count: columns)
    let steps: [Double] = [
      0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 36000,
      86400,
    ]
    let perColumn = report.window.length / Double(columns)
    let step = steps.first { $0 / perColumn >= 11 } ?? report.window.length
    var count = (report.window.start / step).rounded(.up)
    while count * step < report.window.end {
      let place = column(count * step)
      let text = Self.clock(count * step)
      guard place + text.count <= columns else { break }
      for (offset, character) in text.enumerated() { cells[place + offset] = character }
      count += 1
    }
    return cells
  }

  /// `1:02:03`, or `0:02.5` where there are parts.
  private static func clock(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10).rounded())
    let (whole, part) = (tenths / 10, tenths % 10)
    let minutes = whole / 60
    let front =
      minutes < 60 ? "\(minutes)" : "\(minutes / 60):\(Decimal.padded(minutes % 60, 2))"
    return "\(front):\(Decimal.padded(whole % 60, 2))" + (part > 0 ? ".\(part)" : "")
  }

  /// Stretches that tile the window: a border and, where there is room, the number of each.
  private func tiles(_ spans: [ReportSpan]) -> [Character] {
    var cells = [Character](repeating: "─", count: columns)
    for (place, span) in spans.enumerated() {
      let (first, last) = (column(span.start), max(column(span.start), column(span.end) - 1))
      cells[first] = "├"
      let number = Array("\(place + 1)")
      if last - first > number.count {
        for (offset, digit) in number.enumerated() { cells[first + 1 + offset] = digit }
      }
    }
    return cells
  }

  /// Where shots begin.
  private var edges: [Character] {
    var cells = [Character](repeating: " ", count: columns)
    for shot in report.shots { cells[column(shot.span.start)] = "│" }
    return cells
  }

  private func bars(_ spans: [ReportSpan], _ mark: Character) -> [Character] {
    var cells = [Character](repeating: " ", count: columns)
    for span in spans where span.end >= report.window.start && span.start <= report.window.end {
      let (first, last) = (column(span.start), column(span.end.nextDown))
      for place in first...max(first, last) { cells[place] = mark }
    }
    return cells
  }
}
