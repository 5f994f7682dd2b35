internal import Media
internal import MediaTypes

/// What `split` did, for people.
enum SplitTable {
  /// A row for each segment: its file, what was asked for, what the file holds, and how far both edges moved.
  static func text(_ report: CopyReport, zero: Timestamp, _ style: TextStyle) -> String {
    let isEncoded = report.parts.contains { $0.encodedPictures > 0 }
    var table = TextTable(
      [" part", "file", " asked", "", " written", "", " moved by", "", " pictures"]
        + (isEncoded ? [" encoded"] : []))
    for (place, part) in report.parts.enumerated() {
      var row = ["\(place + 1)", file(of: part)]
      row += times(of: part.asked, zero)
      guard part.fate == .written else {
        table.add(row + ["", "", "", "", ""] + (isEncoded ? [""] : []))
        continue
      }
      row += times(of: part.written, zero)
      row += [moved(part.startMovement), moved(part.endMovement), "\(part.pictures)"]
      table.add(row + (isEncoded ? ["\(part.encodedPictures)"] : []))
    }
    return table.text(style)
  }

  /// What is not as anybody would expect.
  static func notes(_ report: CopyReport) -> [String] {
    var notes: [String] = []
    let encoded = report.parts.reduce(0) { $0 + $1.encodedPictures }
    if encoded > 0 { notes.append("\(counted(encoded, "picture")) had to be encoded anew") }
    let lost = report.parts.reduce(0) { $0 + $1.lostPictures }
    if lost > 0 {
      notes.append("\(counted(lost, "picture")) of open groups cannot be shown after the cuts")
    }
    let surplus = report.parts.reduce(0) { $0 + $1.surplusPictures }
    if surplus > 0 {
      notes.append(
        "\(counted(surplus, "picture")) that the video hides by an edit list must be shown")
    }
    if !report.droppedStreams.isEmpty {
      let list = report.droppedStreams.map { "\($0)" }.joined(separator: ", ")
      let what = report.droppedStreams.count == 1 ? "stream" : "streams"
      notes.append(".\(report.container) files have no place for \(what) \(list)")
    }
    if report.latePackets > 0 {
      notes.append("\(counted(report.latePackets, "packet")) came too late for any file")
    }
    let damages = report.damage.count
    if damages > 0 { notes.append(counted(damages, "damaged place")) }
    return notes
  }

  private static func file(of part: CopiedPart) -> String {
    switch part.fate {
    case .written: TextStyle.harmless(part.path ?? "")
    case .merged(let place): "in part \(place + 1)"
    case .empty: "nowhere"
    }
  }

  private static func times(of range: TimeRange, _ zero: Timestamp) -> [String] {
    [range.start, range.end].map { Decimal.timecode($0.seconds(since: zero)) }
  }

  private static func moved(_ seconds: Double) -> String {
    let text = Decimal.seconds(seconds)
    return text.hasPrefix("-") || text == "0.000" ? text : "+\(text)"
  }

  private static func counted(_ count: Int, _ thing: String) -> String {
    "\(count) \(thing)\(count == 1 ? "" : "s")"
  }
}
