internal import CMedia
internal import MediaTypes

/// One reading of a source, and the files that come of it.
struct CopyRun: ~Copyable {
  private let input: MediaInput
  private let layout: CopyOutput.Layout
  private let stretches: [CopyPlaces.Stretch]
  private let stream: VideoStream
  /// When the first packet of any stream comes, as the container claims.
  private let first: Timestamp?
  private let files: [PartFile?]
  private var router: CopyRouter
  /// How the pictures of the stream go where edges are exact.
  private let cut: ExactCut?
  /// The next exact part to begin.
  private var upcoming = 0
  /// The latest time of the stream so far.
  private var latest = Int64.min
  private var outputs: [Int: CopyOutput] = [:]
  private var finished: Set<Int> = []
  private var starts: [Int: Int64] = [:]
  /// Pictures of the source that have not come yet.
  private var unseen: Int
  private var report: CopyReport
  /// Files open at once; what is left of an older one then counts as late.
  private static let mostOpen = 200

  init(
    _ requests: [CopyRequest], _ stretches: [CopyPlaces.Stretch], replacing: Bool,
    input: MediaInput, layout: CopyOutput.Layout, index: PacketIndex, stream: VideoStream,
    description: MediaDescription, cut: ExactCut? = nil
  ) throws(MediaError) {
    (self.input, self.layout, self.stretches, self.stream) = (input, layout, stretches, stream)
    self.cut = cut
    unseen = index.pictures.count
    router = CopyRouter(
      stretches, video: stream, hasKeys: index.pictures.contains { $0.isKey }, of: description)
    let films = description.videos.filter { !$0.isAttachedPicture }
    first = (films.map(\.common) + description.sounds.map(\.common))
      .filter { layout.streams.contains($0.index) }.compactMap(\.start).min()
    let base = stream.common.timeBase
    var (files, parts): ([PartFile?], [CopiedPart]) = ([], [])
    for (request, stretch) in zip(requests, stretches) {
      files.append(stretch.isEmpty ? nil : try PartFile(request.path, replacing: replacing))
      let (start, end) = (Timestamp(stretch.start, base), Timestamp(stretch.end, base))
      parts.append(CopiedPart(asked: request.range, written: TimeRange(start, upTo: end)))
    }
    self.files = files
    report = CopyReport(
      parts: parts, container: layout.container,
      droppedStreams: (0..<input.streamCount).filter { !layout.streams.contains($0) })
  }

  /// Reads the source to its end.
  mutating func readAll(_ onProgress: ((Double) -> Void)?) throws(MediaError) {
    let main = stream.common.index
    var (count, hasTimes) = (0, false)
    while true {
      var (packet, index) = (cmedia_packet(), CInt(0))
      let code = unsafe cmedia_input_next(input.handle, &packet, &index)
      if code == CMEDIA_END { break }
      guard code == 0 else {
        guard cmedia_fault_of(code) != CMEDIA_FAULT_INTERRUPTED else { throw input.error(code) }
        try note(.unreadable, nil)
        continue
      }
      if packet.flags & CMEDIA_PACKET_CORRUPT.rawValue != 0 {
        try note(.corruptPacket, Int(index) == main ? packet : nil)
      }
      let (isMain, isHidden) = (
        Int(index) == main, packet.flags & CMEDIA_PACKET_HIDDEN.rawValue != 0
      )
      if isMain, !isHidden { unseen -= 1 }
      let way = router.way(of: packet, stream: Int(index))
      if let cut, isMain {
        try splice(packet, at: count, isHidden, cut)
      } else {
        try follow(way, packet, isMain: isMain, isHidden)
      }
      guard isMain else { continue }
      count += 1
      hasTimes = hasTimes || packet.pts != .min || packet.dts != .min
      if packet.flags & CMEDIA_PACKET_KEY.rawValue != 0 { try finishPast() }
      if count % 256 == 0, packet.pts != .min {
        onProgress?(Timestamp(packet.pts, stream.common.timeBase).seconds)
      }
    }
    guard hasTimes || count == 0 else {
      throw MediaError(
        .invalidRequest,
        "\(input.source.name) says of no picture when it is shown, so it cannot be copied by time")
    }
    while let cut, upcoming < cut.parts.count { try beginUpcoming(cut) }
    for part in outputs.keys.sorted() { try finish(part) }
  }

  /// Brings a packet's picture to where it is copied, and all pictures shown before it that are encoded.
  private mutating func splice(
    _ packet: cmedia_packet, at place: Int, _ isHidden: Bool, _ cut: ExactCut
  ) throws(MediaError) {
    try cut.check(packet, at: place, of: input.source.name)
    let pts = packet.pts != .min ? packet.pts : packet.dts
    if !isHidden { latest = max(latest, pts) }
    while upcoming < stretches.count, stretches[upcoming].start <= latest {
      try beginUpcoming(cut)
    }
    for (part, output) in outputs {
      try cut.parts[part]?.advance(to: latest, place: place, into: output)
      guard let pictures = cut.parts[part],
        pictures.takes(place, shownAt: pts, isHidden: isHidden)
      else { continue }
      try pictures.copy(isHidden: isHidden, into: output)
    }
  }

  private mutating func beginUpcoming(_ cut: ExactCut) throws(MediaError) {
    let isWanted = cut.parts[upcoming] != nil && !finished.contains(upcoming)
    if isWanted { _ = try output(for: upcoming) }
    upcoming += 1
  }

  /// Gives all files their names.
  consuming func publish() throws(MediaError) -> CopyReport {
    for (part, file) in files.enumerated() {
      guard let file, finished.contains(part) else {
        report.parts[part].fate = report.fate(of: part, among: finished)
        continue
      }
      try file.publish()
      report.parts[part].path = file.path
    }
    for part in finished { files[part]?.keep() }
    return report
  }

  private mutating func follow(
    _ way: CopyRouter.Way, _ packet: cmedia_packet, isMain: Bool, _ isHidden: Bool
  ) throws(MediaError) {
    switch way {
    case .nowhere: return
    case .lost(let part):
      if isMain { report.parts[part].lostPictures += 1 }
    case .part(let part) where finished.contains(part):
      report.latePackets += 1
    // An edit list may hide what comes last, and no picture needs that.
    case .part where isMain && isHidden && unseen == 0:
      return
    case .part(let part):
      try output(for: part).write()
      guard isMain else { return }
      guard !isHidden else {
        let isEarly = packet.pts != .min && packet.pts < stretches[part].start
        if input.isMP4, !isEarly || !layout.container.hasEdits {
          report.parts[part].surplusPictures += 1
        }
        return
      }
      report.parts[part].pictures += 1
      if stretches[part].opensStream { moveStart(of: part, to: packet) }
    }
  }

  /// The first picture of the source may be one that cannot be decoded, and so is in no file.
  private mutating func moveStart(of part: Int, to packet: cmedia_packet) {
    let ticks = packet.pts != .min ? packet.pts : packet.dts
    let end = report.parts[part].written.end
    guard ticks != .min, ticks < starts[part] ?? .max, ticks < end.ticks else { return }
    starts[part] = ticks
    report.parts[part].written = TimeRange(Timestamp(ticks, end.timeBase), upTo: end)
  }

  private mutating func output(for part: Int) throws(MediaError) -> CopyOutput {
    if let output = outputs[part] { return output }
    if outputs.count >= Self.mostOpen, let oldest = outputs.keys.min() { try finish(oldest) }
    guard let file = files[part] else {
      preconditionFailure("a packet was sent to a part without a file")
    }
    let stretch = stretches[part]
    let (zero, end) = (zero(of: stretch), stretch.closesStream ? Int64.max : stretch.end)
    let output =
      if let pictures = cut?.parts[part] {
        try pictures.output(layout, at: file.draft, zero: zero, end: end)
      } else {
        try CopyOutput(layout, of: input, at: file.draft, zero: zero, end: end)
      }
    outputs[part] = output
    return output
  }

  /// What the part's clock starts at: its edge, or at the start of the source what comes first.
  private func zero(of stretch: CopyPlaces.Stretch) -> Int64 {
    guard stretch.opensStream, let first else { return stretch.start }
    return min(first.floored(to: stream.common.timeBase).ticks, stretch.start)
  }

  private mutating func finishPast() throws(MediaError) {
    for part in outputs.keys.sorted() where router.isPast(part) { try finish(part) }
  }

  private mutating func finish(_ part: Int) throws(MediaError) {
    guard let output = outputs.removeValue(forKey: part) else { return }
    if let pictures = cut?.parts[part] {
      try pictures.finish(into: output)
      report.parts[part].pictures = pictures.copied + pictures.encoded
      report.parts[part].encodedPictures = pictures.encoded
      // What the packets promised, the decoder may not have found; and a file of sound is no part.
      guard report.parts[part].pictures > 0 else { return }
    }
    report.parts[part].bytes = try output.finish()
    report.parts[part].fate = .written
    finished.insert(part)
  }

  private mutating func note(
    _ cause: DamageMap.Cause, _ packet: cmedia_packet?
  ) throws(MediaError) {
    let start = packet.flatMap { Timestamp(known: $0.pts, stream.common.timeBase) }
    let range = start.map { start in
      let end = start.ticks.addingClamped(max(0, packet?.duration ?? 0))
      return TimeRange(start, upTo: Timestamp(end, start.timeBase))
    }
    report.damage.add(cause, range)
    if let allowed = input.limits.damages, report.damage.count > allowed {
      throw .exceeded(
        "damages", allowed: Double(allowed), met: Double(report.damage.count),
        of: input.source.name)
    }
  }
}

extension CopyReport {
  /// Which file holds the middle of what a part without a file was to hold.
  fileprivate func fate(of part: Int, among finished: Set<Int>) -> CopiedPart.Fate {
    let asked = parts[part].asked
    let middle = (asked.start.seconds + asked.end.seconds) / 2
    let holder = parts.indices.first { place in
      let written = parts[place].written
      return finished.contains(place) && written.start.seconds <= middle
        && middle < written.end.seconds
    }
    return holder.map { .merged(into: $0) } ?? .empty
  }
}
