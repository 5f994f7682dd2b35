internal import Media
internal import MediaTypes

/// What `probe` shows to people.
struct ProbePage {
  /// The page, with a line feed at the end.
  let text: String

  init(_ file: String, _ facts: MediaDescription, _ index: PacketIndex?, style: TextStyle) {
    var lines = [style.title(TextStyle.harmless(file))]
    func add(_ label: String, _ parts: [String?], isWrong: Bool = false) {
      let text = parts.compactMap(\.self).joined(separator: ", ")
      guard !text.isEmpty else { return }
      let words = isWrong ? style.warning(TextStyle.harmless(text)) : TextStyle.harmless(text)
      lines.append("  " + style.label(Self.padded(label, 13)) + words)
    }
    add(
      "container",
      [
        facts.formatName, facts.size.map(Decimal.bytes), facts.bitRate.map(Decimal.bitRate),
      ])
    add("length", Self.lengths(facts, index))
    facts.start.map { start in
      if start.ticks != 0 { add("start", [Timecode.text(start.seconds)]) }
    }
    for (label, parts) in StreamLines.all(of: facts) { add(label, parts) }
    if facts.otherStreams > 0 { add("other", ["\(facts.otherStreams) streams of other kinds"]) }
    if let index {
      add("measured", Self.measured(index))
      for entry in index.damage.entries { add("damage", [Self.damage(entry)], isWrong: true) }
    }
    for (number, chapter) in facts.chapters.enumerated() {
      let (start, end) = (chapter.range.start.seconds, chapter.range.end.seconds)
      let title = chapter.title.map { "  \($0)" } ?? ""
      add(
        number == 0 ? "chapters" : "",
        ["\(Timecode.text(start)) - \(Timecode.text(end))\(title)"])
    }
    let width = facts.tags.map(\.key.count).max() ?? 0
    for (number, tag) in facts.tags.enumerated() {
      add(number == 0 ? "tags" : "", [Self.padded(tag.key, width + 2) + tag.value])
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func lengths(_ facts: MediaDescription, _ index: PacketIndex?) -> [String?] {
    func length(_ seconds: Double?, _ witness: String) -> String? {
      seconds.map { "\(Timecode.text($0)) \(witness)" }
    }
    let all = [
      length(index?.range?.seconds, "measured"),
      length(facts.containerDuration?.seconds, "container"),
      length(facts.video?.common.duration?.seconds, "video"),
      length(facts.sound?.common.duration?.seconds, "sound"),
    ]
    return all.contains { $0 != nil } ? all : ["not known; --exact measures it"]
  }

  private static func measured(_ index: PacketIndex) -> [String?] {
    guard let range = index.range, range.seconds > 0 else { return ["no pictures"] }
    let count = index.pictures.count
    let rate = Decimal.text(Double(count) / range.seconds, places: 3)
    let kind =
      switch index.isVariable {
      case true?: "variable rate, \(rate) fps on average"
      case false?: "constant rate, \(rate) fps"
      // Where packets lack times, those filled in for them look uneven.
      case nil: "about \(rate) fps"
      }
    return [
      "\(index.isExact ? "" : "about ")\(count) pictures", "\(index.keyCount) key pictures",
      kind,
      "\(Timecode.text(range.start.seconds)) - \(Timecode.text(range.end.seconds))",
      index.damage.isEmpty ? "no damage" : nil,
    ]
  }

  private static func damage(_ entry: DamageMap.Entry) -> String {
    let cause = String(entry.cause.rawValue.map { $0 == "_" ? " " : $0 })
    let place = entry.range.map { range in
      " at \(Timecode.text(range.start.seconds)) - \(Timecode.text(range.end.seconds))"
    }
    return "\(cause)\(place ?? "")\(entry.count > 1 ? ", \(entry.count) times" : "")"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
