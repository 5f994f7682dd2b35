internal import MediaTypes

/// A sequence of Final Cut Pro 7, xmeml version 5, as Premiere and Resolve read it too.
struct XMEMLExport: ExportWriter {
  let list: ExportList
  let cut: Cut

  func write<Failure: Error>(to sink: (String) throws(Failure) -> Void) throws(Failure) {
    let format = "<rate>\(rate)</rate>\(size)<pixelaspectratio>\(pixelShape)</pixelaspectratio>"
    try sink(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE xmeml>
      \(list.rateRemark(cut).map { "<!-- \($0) -->\n" } ?? "")<xmeml version="5">
      <sequence id="sequence-1">
      <name>\(Markup.escaped(list.title))</name>
      <duration>\(cut.length)</duration>
      <rate>\(rate)</rate>
      \(timecode)
      <media>
      <video>
      <format><samplecharacteristics>\(format)</samplecharacteristics></format>
      <track>

      """)
    for place in list.entries.indices { try sink(clip(at: place, channel: nil)) }
    try sink("</track>\n</video>\n")
    if channels > 0 { try sink("<audio>\n") }
    for channel in 0..<channels {
      try sink("<track>\n")
      for place in list.entries.indices { try sink(clip(at: place, channel: channel)) }
      try sink("</track>\n")
    }
    if channels > 0 { try sink("</audio>\n") }
    try sink("</media>\n</sequence>\n</xmeml>\n")
  }

  /// Number of sound tracks; the format has one for each channel.
  private var channels: Int { min(2, max(0, list.source.sound?.channels ?? 0)) }

  private var rate: String {
    let isBroadcast = cut.rate.denominator == 1001
    return
      "<timebase>\(cut.timecode.nominal)</timebase><ntsc>\(isBroadcast ? "TRUE" : "FALSE")</ntsc>"
  }

  private var size: String {
    "<width>\(list.source.width)</width><height>\(list.source.height)</height>"
  }

  /// The format knows a few shapes by name only.
  private var pixelShape: String {
    switch list.source.sampleAspect.value {
    case 0.88..<0.92: "NTSC-601"
    case 1.05..<1.1: "PAL-601"
    case 1.31..<1.36: "HD-(1440x1080)"
    default: "square"
    }
  }

  private var timecode: String {
    let start = "<string>\(cut.timecode.text(cut.offset))</string><frame>\(cut.offset)</frame>"
    let counting = "<displayformat>\(cut.timecode.isDrop ? "DF" : "NDF")</displayformat>"
    return "<timecode><rate>\(rate)</rate>\(start)\(counting)</timecode>"
  }

  private func clip(at place: Int, channel: Int?) -> String {
    let frames = cut.clips[place]
    let note = list.entries[place].note.map(PlainText.lines) ?? ""
    var lines = [
      "<clipitem id=\"\(identifier(place, channel))\">",
      "<name>\(Markup.escaped(list.title(at: place)))</name><enabled>TRUE</enabled>",
      "<duration>\(cut.sourceLength)</duration><rate>\(rate)</rate>",
      "<start>\(frames.place)</start><end>\(frames.place + frames.count)</end>",
      "<in>\(frames.start)</in><out>\(frames.start + frames.count)</out>",
      place == 0 && channel == nil ? file : "<file id=\"file-1\"/>",
    ]
    if let channel {
      lines.append(
        "<sourcetrack><mediatype>audio</mediatype><trackindex>\(channel + 1)</trackindex></sourcetrack>"
      )
    } else if !note.isEmpty {
      lines.append("<comments><mastercomment1>\(Markup.escaped(note))</mastercomment1></comments>")
    }
    if channels > 0 {
      lines.append(link(place, nil))
      lines += (0..<channels).map { link(place, $0) }
    }
    return lines.joined(separator: "\n") + "\n</clipitem>\n"
  }

  /// The file in full, to be told once.
  private var file: String {
    var media =
      "<video><duration>\(cut.sourceLength)</duration>"
      + "<samplecharacteristics>\(size)</samplecharacteristics></video>"
    if let sound = list.source.sound {
      media +=
        "<audio><samplecharacteristics><depth>16</depth><samplerate>\(sound.rate)</samplerate>"
        + "</samplecharacteristics><channelcount>\(sound.channels)</channelcount></audio>"
    }
    return "<file id=\"file-1\"><name>\(Markup.escaped(PlainText.line(list.source.name)))</name>"
      + "<pathurl>\(Markup.escaped(list.url))</pathurl><rate>\(rate)</rate>"
      + "<duration>\(cut.sourceLength)</duration>\(timecode)<media>\(media)</media></file>"
  }

  private func link(_ place: Int, _ channel: Int?) -> String {
    "<link><linkclipref>\(identifier(place, channel))</linkclipref>"
      + "<mediatype>\(channel == nil ? "video" : "audio")</mediatype>"
      + "<trackindex>\((channel ?? 0) + 1)</trackindex><clipindex>\(place + 1)</clipindex></link>"
  }

  private func identifier(_ place: Int, _ channel: Int?) -> String {
    "clipitem-\(place + 1)" + (channel.map { "-\($0 + 1)" } ?? "")
  }
}
