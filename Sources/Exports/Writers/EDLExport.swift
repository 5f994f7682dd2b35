/// A CMX 3600 edit decision list: each range cut from the source, one right after the other.
struct EDLExport: ExportWriter {
  let list: ExportList
  let cut: Cut

  func write<Failure: Error>(to sink: (String) throws(Failure) -> Void) throws(Failure) {
    let counting = cut.timecode.isDrop ? "DROP FRAME" : "NON-DROP FRAME"
    try sink("TITLE: \(list.title)\nFCM: \(counting)\n\n")
    let (reel, channels) = (Self.reel(list.source.name), list.source.sound == nil ? "V" : "B")
    for (place, clip) in cut.clips.enumerated() {
      let times = [clip.start, clip.start + clip.count, clip.place, clip.place + clip.count]
        .map { cut.timecode.text($0 + cut.offset) }.joined(separator: " ")
      var lines = [
        "\(PlainText.padded(Int64(place) + 1, 3))  \(reel) \(channels)     C        \(times)",
        "* FROM CLIP NAME: \(list.title(at: place))",
        "* SOURCE FILE: \(PlainText.line(list.source.name))",
      ]
      if let note = list.entries[place].note.map(PlainText.line), !note.isEmpty {
        lines.append("* COMMENT: \(note)")
      }
      // Some readers allow comments only below an event.
      if place == 0 { lines += remarks }
      try sink(lines.joined(separator: "\n") + "\n\n")
    }
  }

  private var remarks: [String] {
    var remarks = list.rateRemark(cut).map { ["* \($0)"] } ?? []
    if cut.clips.count > 999 { remarks.append("* More events than the 999 of CMX 3600.") }
    return remarks
  }

  /// Eight letters and digits of the file's name.
  static func reel(_ name: String) -> String {
    let stem = name.split(separator: ".").first ?? ""
    let letters = stem.uppercased().unicodeScalars.filter {
      $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
    }
    let reel = String(String.UnicodeScalarView(letters.prefix(8)))
    return reel.isEmpty ? "AX      " : reel + String(repeating: " ", count: 8 - reel.count)
  }
}
