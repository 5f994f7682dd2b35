internal import MediaTypes

/// A Final Cut Pro project, FCPXML 1.10: a clip for each range, one right after the other.
struct FCPXMLExport: ExportWriter {
  let list: ExportList
  let cut: Cut

  func write<Failure: Error>(to sink: (String) throws(Failure) -> Void) throws(Failure) {
    let title = Markup.escaped(list.title)
    try sink(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE fcpxml>
      \(list.rateRemark(cut).map { "<!-- \($0) -->\n" } ?? "")<fcpxml version="1.10">
        <resources>
          <format \(format)/>
          <asset \(asset)>
            <media-rep kind="original-media" src="\(Markup.escaped(list.url))"/>
          </asset>
        </resources>
        <library>
          <event name="\(title)">
            <project name="\(title)">
              <sequence \(sequence)>
                <spine>

      """)
    for place in list.entries.indices { try sink(clip(at: place)) }
    try sink(
      """
                </spine>
              </sequence>
            </project>
          </event>
        </library>
      </fcpxml>

      """)
  }

  private var format: String {
    let aspect = list.source.sampleAspect
    let pixel: KeyValuePairs =
      aspect == 1 ? [:] : ["paspH": "\(aspect.numerator)", "paspV": "\(aspect.denominator)"]
    return Self.attributes([
      "id": "r1", "frameDuration": time(1), "width": "\(list.source.width)",
      "height": "\(list.source.height)",
    ]) + (pixel.isEmpty ? "" : " " + Self.attributes(pixel))
  }

  private var asset: String {
    let facts = Self.attributes([
      "id": "r2", "name": PlainText.line(list.source.name), "start": time(cut.offset),
      "duration": time(cut.sourceLength), "hasVideo": "1", "videoSources": "1", "format": "r1",
    ])
    guard let sound = list.source.sound else { return facts }
    return facts + " "
      + Self.attributes([
        "hasAudio": "1", "audioSources": "1", "audioChannels": "\(sound.channels)",
        "audioRate": "\(sound.rate)",
      ])
  }

  private var sequence: String {
    let facts = Self.attributes([
      "format": "r1", "duration": time(cut.length), "tcStart": time(cut.offset),
      "tcFormat": counting,
    ])
    guard let sound = list.source.sound else { return facts }
    let layout = sound.channels == 1 ? "mono" : sound.channels == 2 ? "stereo" : "surround"
    // The format lists the rates that a sequence may have.
    let rates = [
      32000: "32k", 44100: "44.1k", 48000: "48k", 88200: "88.2k", 96000: "96k", 176400: "176.4k",
      192000: "192k",
    ]
    return facts + " "
      + Self.attributes(["audioLayout": layout, "audioRate": rates[sound.rate] ?? "48k"])
  }

  private func clip(at place: Int) -> String {
    let frames = cut.clips[place]
    let attributes = Self.attributes([
      "ref": "r2", "offset": time(cut.offset + frames.place), "name": list.title(at: place),
      "start": time(cut.offset + frames.start), "duration": time(frames.count), "format": "r1",
      "tcFormat": counting,
    ])
    let indent = String(repeating: " ", count: 12)
    guard let note = list.entries[place].note.map(PlainText.lines), !note.isEmpty else {
      return "\(indent)<asset-clip \(attributes)/>\n"
    }
    return "\(indent)<asset-clip \(attributes)>\n\(indent)  <note>\(Markup.escaped(note))</note>\n"
      + "\(indent)</asset-clip>\n"
  }

  private var counting: String { cut.timecode.isDrop ? "DF" : "NDF" }

  /// A number of frames as a fraction of seconds.
  private func time(_ frames: Int64) -> String {
    frames == 0 ? "0s" : "\(Int128(frames) * Int128(cut.rate.denominator))/\(cut.rate.numerator)s"
  }

  private static func attributes(_ pairs: KeyValuePairs<String, String>) -> String {
    pairs.map { "\($0.key)=\"\(Markup.escaped($0.value))\"" }.joined(separator: " ")
  }
}
