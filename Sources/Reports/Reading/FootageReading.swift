internal import JSON

extension Report {
  /// Reads what `shots` writes.
  init(shots document: JSONValue) throws(ReportError) {
    try self.init(footage: document, kind: .shots)
    shots = try document.each("shots") { value throws(ReportError) in
      try ReportShot(shots: value)
    }
    for cue in [ReportCues.Kind.black, .frozen, .silent] {
      let spans = try document.each(cue.rawValue) { value throws(ReportError) in try value.span() }
      if !spans.isEmpty { cues.append(ReportCues(kind: cue, spans: spans)) }
    }
    try addDamage(document)
  }

  /// Reads what `segments` writes.
  init(segments document: JSONValue) throws(ReportError) {
    try self.init(footage: document, kind: .segments)
    segments = try document.each("segments") { value throws(ReportError) in
      try ReportSegment(value)
    }
    try addDamage(document)
  }

  private init(footage document: JSONValue, kind: Kind) throws(ReportError) {
    let video = try document.inside("source") { source throws(ReportError) in
      ReportVideo(
        name: try source.text("name") ?? "", title: nil,
        duration: max(0, try source.number("duration") ?? 0),
        width: try source.count("width").flatMap { Int(exactly: $0) },
        height: try source.count("height").flatMap { Int(exactly: $0) },
        frameRate: Self.rate(try source.text("frame_rate")),
        hasSound: source.field("sound").map { _ in true })
    }
    guard let video else { throw ReportError(.misshapen, "it is missing", at: "/source") }
    // The range of the source may be all of a video of which a part was looked at.
    let ends = try document.each(kind == .shots ? "shots" : "segments") {
      item throws(ReportError) in try item.span()
    }
    self.init(
      kind: kind, generator: try document.text("generator") ?? "", video: video,
      window: ReportSpan(ends.first?.start ?? 0, ends.last?.end ?? video.duration))
  }

  /// A rate such as `30000/1001`.
  private static func rate(_ text: String?) -> Double? {
    guard let parts = text?.split(separator: "/"), parts.count <= 2 else { return nil }
    let numbers = parts.compactMap { Double($0) }
    guard numbers.count == parts.count, let upper = numbers.first else { return nil }
    let rate = upper / (numbers.count > 1 ? numbers[1] : 1)
    return rate.isFinite && rate > 0 ? rate : nil
  }

  /// Damage is told on the clock of the file alone.
  private mutating func addDamage(_ document: JSONValue) throws(ReportError) {
    let list = document[kind == .shots ? "shots" : "segments"]?.asList
    let first = list?.first
    let zero = (try first?.number("start") ?? 0) - (try first?.number("start_from_zero") ?? 0)
    let spans = try document.each("damage") { entry throws(ReportError) -> ReportSpan? in
      let ends = [entry["start"], entry["end"]].compactMap { $0?["seconds"]?.asNumber }
      guard ends.count == 2, ends[0] <= ends[1], ends.allSatisfy({ $0.magnitude <= 1e9 }) else {
        return nil
      }
      return ReportSpan(ends[0] - zero, ends[1] - zero)
    }
    let known = spans.compactMap(\.self)
    if !known.isEmpty { cues.append(ReportCues(kind: .damaged, spans: known)) }
  }
}
