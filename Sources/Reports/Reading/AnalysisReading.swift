internal import JSON

extension Report {
  /// Reads what `analyze` writes.
  init(analysis document: JSONValue) throws(ReportError) {
    let name = try Self.name(document)
    let video = try document.inside("video") { video throws(ReportError) in
      ReportVideo(
        name: name, title: try video.text("title"),
        duration: max(0, try video.number("duration") ?? 0),
        width: try video.count("width").flatMap { Int(exactly: $0) },
        height: try video.count("height").flatMap { Int(exactly: $0) },
        frameRate: try video.number("frame_rate"), hasSound: try video.flag("has_sound"))
    }
    guard let video else { throw ReportError(.misshapen, "it is missing", at: "/video") }
    let window = try document.inside("window") { window throws(ReportError) in try window.span() }
    self.init(
      kind: .analysis, generator: try document.text("generator") ?? "", video: video,
      window: window ?? ReportSpan(0, video.duration))
    talk = try ReportTalk(document)
    findings = try document.each("findings") { value throws(ReportError) in
      try ReportFinding(value)
    }
    segments = try document.each("segments") { value throws(ReportError) in
      try ReportSegment(value)
    }
    var lanes = SegmentLanes()
    _ = try document.each("segments") { value throws(ReportError) in try lanes.add(value) }
    (shots, speech, screen, cues) = (lanes.shots, lanes.speech, lanes.screen, lanes.cues)
    parts = try document.each("parts") { value throws(ReportError) in try value.line() }
    account = try ReportAccount(document)
  }
}

/// Puts together what each segment has of a lane.
private struct SegmentLanes {
  var shots: [ReportShot] = []
  var speech: [ReportLine] = []
  var screen: [ReportLine] = []
  private var spans: [ReportCues.Kind: [ReportSpan]] = [:]

  var cues: [ReportCues] {
    ReportCues.Kind.allCases.compactMap { kind in
      spans[kind].map { ReportCues(kind: kind, spans: $0) }
    }
  }

  mutating func add(_ segment: JSONValue) throws(ReportError) {
    for shot in try segment.each(
      "shots", { value throws(ReportError) in try ReportShot(analysis: value) })
    where shots.last != shot { shots.append(shot) }
    Self.add(
      try segment.each("speech") { value throws(ReportError) in try value.line() }, to: &speech)
    Self.add(
      try segment.each("screen") { value throws(ReportError) in try value.line() }, to: &screen)
    for kind in ReportCues.Kind.allCases {
      let found = try segment.each(kind.rawValue) { value throws(ReportError) in
        try value.span()
      }
      for span in found where spans[kind]?.last != span { spans[kind, default: []].append(span) }
    }
  }

  /// A line that goes on over a border is told by both of its sides.
  private static func add(_ lines: [ReportLine], to lane: inout [ReportLine]) {
    let known = lane.suffix(lines.count)
    lane += lines.filter { !known.contains($0) }
  }
}
